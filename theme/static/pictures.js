// A picture that cannot be loaded: its caption stands alone; without one, its alternative text takes its place.
{
  const gone = (image) => {
    const figure = image.closest("figure");
    const frame = image.closest(".frame") ?? image;
    const captioned = figure?.querySelector("figcaption");
    if (captioned || !image.alt) return (captioned ? frame : (figure ?? frame)).remove();
    const words = document.createElement("span");
    words.className = "no-picture";
    words.textContent = image.alt;
    if (image.lang) words.lang = image.lang;
    frame.replaceWith(words);
  };
  document.addEventListener("error", (event) => event.target.tagName === "IMG" && gone(event.target), true);
  // What failed before this script was there.
  for (const image of document.images) if (image.complete && !image.naturalWidth) image.decode().catch(() => gone(image));
}
