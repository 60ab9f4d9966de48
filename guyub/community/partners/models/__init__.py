"""Tables of partners."""

from guyub.community.partners.models.partners import Partner, PartnerAccount

__all__ = ["Partner", "PartnerAccount"]
