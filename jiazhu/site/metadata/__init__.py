"""What a site tells machines: search engines, other programs, and browsers on their guard."""
