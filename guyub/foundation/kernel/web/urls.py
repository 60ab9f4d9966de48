"""Addresses of the kernel's pages."""

from django.urls import path

from guyub.foundation.kernel.web.views import files, health, palette, styleguide, system

app_name = "kernel"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("berkas/<int:cooperative_id>/<uuid:file_id>/", files.stored_file, name="stored_file"),
    path("perintah/", palette.palette, name="palette"),
    path("sistem/", system.system, name="system"),
    path("gaya/", styleguide.styleguide, name="styleguide"),
]
