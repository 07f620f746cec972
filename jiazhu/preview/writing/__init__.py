"""What an editor writes in the preview: forms in, plain changes of the content's files out."""
