"""Pictures by which a page is shown where somebody shares its address."""
