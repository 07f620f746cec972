// Leads to where a page is now, and there to the note or the paragraph that was asked for.
location.replace(document.currentScript.dataset.to + location.hash);
