"""Pictures of articles out there in; copies of them under `content/images` out."""
