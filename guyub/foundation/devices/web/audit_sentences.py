"""What acts of devices are called in the trail."""

SENTENCES = {
    "devices.code.given": "memberi kode untuk mengikat {name} di {outlet}",
    "devices.device.bound": "mengikat {name} di {outlet} dengan kode sekali pakai",
    "devices.device.revoked": "mencabut {name} di {outlet}: {reason}",
    "devices.event.applied": "memasukkan catatan {seq} dari {device} yang tadinya tertahan: {reason}",
    "devices.event.loss": "menyetujui catatan {seq} dari {device} sebagai kerugian: {reason}",
    "devices.event.refused": "tidak memasukkan catatan {seq} dari {device}: {reason}",
    "devices.gap.given_up": "melepas nomor {from} sampai {to} dari {device}: {reason}",
    "devices.outbox.admitted": "memasukkan berkas {device}: {accepted} catatan masuk, {exceptions} perlu diputuskan",
    "devices.outbox.brought": "membawa berkas {device} berisi {count} catatan: {reason}",
}
