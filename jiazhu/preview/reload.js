// Loads the page again after each build. It listens while the page is seen only: a browser opens six connections to a
// host, and each tab would hold one.
{
  let events;
  const listen = () => {
    events?.close();
    if (document.hidden) return;
    events = new EventSource("/.jiazhu/events");
    events.onmessage = () => location.reload();
  };
  document.addEventListener("visibilitychange", listen);
  listen();
}
