// Runs before the first paint: a chosen theme must not flash in the other one. Nothing chosen means the system decides.
(function () {
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.setAttribute("data-theme", theme);
  } catch (refused) {
    void refused;
    // Storage is refused in some private windows; the system's theme is right then.
  }
})();
