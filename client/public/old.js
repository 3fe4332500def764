// Written for browsers that know nothing new. Says so where the page would otherwise stay white.
(function () {
  var script = document.createElement("script");
  var modern = "noModule" in script && "showModal" in document.createElement("dialog") &&
    "popover" in document.documentElement && window.CSS && CSS.supports("color", "light-dark(red, red)");
  if (modern) return;
  var note = document.getElementById("too-old");
  var app = document.getElementById("app");
  if (note) note.removeAttribute("hidden");
  if (app && app.parentNode) app.parentNode.removeChild(app);
  document.title = "This browser is too old for Grindstone";
})();
