// Keeps the page itself at hand, so that it opens without a network. Never answers for /api: data is fresh or absent.
const version = "__VERSION__";
const files = __FILES__;
const cacheName = `shell-${version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)));
});

// No skipWaiting: tabs of the build before keep their files until they are closed, so an update never breaks an open page.
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) =>
      Promise.all(
        names.filter((name) => name.startsWith("shell-") && name !== cacheName).map((name) => caches.delete(name)),
      )
    ),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (isPage(url.pathname)) event.respondWith(networkThenShell(request));
    return;
  }
  if (url.pathname.startsWith("/assets/") || files.includes(url.pathname)) event.respondWith(cacheThenNetwork(request));
});

/** An address of the app, as opposed to one that the server answers itself. */
function isPage(path) {
  return !/^\/(api|ws|socket\.io|healthz|readyz|metrics)(\/|$)/.test(path);
}

async function networkThenShell(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const shell = await caches.match("/", { cacheName });
    if (shell) return shell;
    throw error;
  }
}

async function cacheThenNetwork(request) {
  return (await caches.match(request, { cacheName })) ?? fetch(request);
}
