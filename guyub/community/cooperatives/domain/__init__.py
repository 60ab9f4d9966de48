"""Pure rules of regions: shapes on a map."""
