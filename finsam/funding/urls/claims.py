"""Addresses: claims, attestation, payment files."""

from django.urls import URLPattern, path

from finsam.funding.views import claims, payments

urlpatterns: list[URLPattern] = [
    path("", claims.claims_list, name="claims"),
    path("ny/", claims.claim_new, name="claim-new"),
    path("<int:claim>/", claims.claim, name="claim"),
    path("<int:claim>/gor/", claims.claim_act, name="claim-act"),
    path("<int:claim>/ratta/", claims.claim_edit, name="claim-edit"),
    path("<int:claim>/filer/<int:file>/", claims.claim_file, name="claim-file"),
    path("konto/", payments.payment_account, name="payment-account"),
    path("betalfiler/", payments.payments, name="payments"),
    path("betalfiler/ny/", payments.payment_new, name="payment-new"),
    path("betalfiler/<int:payment>/", payments.payment, name="payment"),
    path("betalfiler/<int:payment>/gor/", payments.payment_act, name="payment-act"),
    path("betalfiler/<int:payment>/fil.xml", payments.payment_file, name="payment-file"),
    path("betalfiler/<int:payment>/bokforing.<slug:ending>", payments.posting_file, name="posting-file"),
]
