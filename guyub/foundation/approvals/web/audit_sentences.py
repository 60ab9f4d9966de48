"""What acts of approvals are called in the trail."""

SENTENCES = {
    "approvals.asked": "mengusulkan: {what}. Alasan: {reason}",
    "approvals.approved": "menyetujui: {what}",
    "approvals.rejected": "menolak: {what}",
    "approvals.withdrawn": "menarik usulan: {what}",
}
