"""Addresses of identity's pages. Those of allauth keep its names, under our words."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path

from guyub.foundation.identity.web.views import (
    audit,
    invitation,
    own,
    people,
    privacy,
    roles,
    tokens,
    uploads,
)

ours = [
    path("saya/", own.own, name="own"),
    path("saya/peran/", own.sit, name="sit"),
    path("akun/", own.account, name="account"),
    path("akun/pin/", own.pin, name="pin"),
    path("akun/keluarkan/<int:sitting_id>/", own.sitting_end, name="sitting_end"),
    path("undangan/", invitation.invitation, name="invitation"),
    path("masuk/contoh/", invitation.example_login, name="example_login"),
    path("orang/", people.people, name="people"),
    path("orang/unduh/", people.people_export, name="people_export"),
    path("orang/<uuid:person_id>/", people.person, name="person"),
    path("orang/<uuid:person_id>/nomor/", people.number, name="number"),
    path("orang/<uuid:person_id>/buka/", people.unmask_number, name="unmask"),
    path("orang/<uuid:person_id>/persetujuan/", people.consent, name="consent"),
    path("orang/<uuid:person_id>/akhiri/", people.role_end, name="role_end"),
    path("peran/", roles.roles, name="roles"),
    path("jejak/", audit.trail_page, name="audit"),
    path("jejak/unduh/", audit.trail_export, name="audit_export"),
    path("privasi/", privacy.privacy, name="privacy"),
    path("privasi/permintaan/<uuid:subject_request_id>/", privacy.request_answer, name="request_answer"),
    path("privasi/kebocoran/<uuid:case_id>/", privacy.breach_told, name="breach_told"),
    path("kunci/", tokens.tokens, name="tokens"),
    path("kunci/<uuid:token_id>/cabut/", tokens.token_revoke, name="token_revoke"),
    path("kiriman/", uploads.upload_begin, name="upload_begin"),
    path("kiriman/<uuid:upload_id>/", uploads.upload_part, name="upload_part"),
    path("kiriman/<uuid:upload_id>/selesai/", uploads.upload_finish, name="upload_finish"),
]
urlpatterns = [
    path("masuk/", invitation.LoginPage.as_view(), name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("akun/ulang/", account.reauthenticate, name="account_reauthenticate"),
    path("akun/sandi/", account.password_change, name="account_change_password"),
    path("akun/sandi/baru/", account.password_set, name="account_set_password"),
    path("masuk/kode/", mfa.authenticate, name="mfa_authenticate"),
    path("masuk/kunci/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("akun/ulang/kode/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("akun/ulang/kunci/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("akun/aplikasi/", totp.activate_totp, name="mfa_activate_totp"),
    path("akun/aplikasi/lepas/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("akun/kunci/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("akun/kunci/<int:pk>/lepas/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("akun/cadangan/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("akun/cadangan/baru/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    # allauth sends people here when something is done: our page of the account.
    path("akun/pengaman/", own.to_account, name="mfa_index"),
    path("akun/kunci/semua/", own.to_account, name="mfa_list_webauthn"),
    path("", include((ours, "identity"))),
]
