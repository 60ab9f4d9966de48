"""Deliveries: which truck would go where, over the middles of wards. It proposes; it orders and moves nothing."""
