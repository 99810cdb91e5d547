"""Grants as open data: a public page and two files."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from finsam.core.access import AssociationRequest, public
from finsam.figures.files import csv_rows
from finsam.funding.queries.open_data import open_data
from finsam.funding.queries.open_data_files import csv_table, json_data
from finsam.funding.queries.open_data_page import open_data_page
from finsam.ui.pages import page

AN_HOUR = 3600


@public
def open_data_home(request: AssociationRequest) -> HttpResponse:
    """Show what is published."""
    data = open_data(request.association, timezone.localdate())
    return page(request, "funding/open_data.html", open_data_page(request.association, data))


@public
def open_grants(request: AssociationRequest, ending: str) -> HttpResponse:
    """Send the grants as a file that anybody may read, from any page, and keep for an hour."""
    data = open_data(request.association, timezone.localdate())
    if ending == "json":
        answer: HttpResponse = JsonResponse(
            json_data(data, request.build_absolute_uri), json_dumps_params={"ensure_ascii": False, "indent": 2}
        )
    else:
        answer = HttpResponse(csv_rows(csv_table(data, request.build_absolute_uri)), "text/csv; charset=utf-8")
    name = f"beviljade-medel-{request.association.slug}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, public=True, max_age=AN_HOUR)
    return answer
