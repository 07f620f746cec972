// The forms on an article's page: they write what an editor says into the content's files.
