"""Addresses of the vouchers."""

from django.urls import path

from finsam.money.views import vouchers

urlpatterns = [
    path("", vouchers.vouchers, name="vouchers"),
    path("sie/<int:year>/", vouchers.sie_file, name="sie-file"),
    path("<int:pk>/", vouchers.voucher, name="voucher"),
]
