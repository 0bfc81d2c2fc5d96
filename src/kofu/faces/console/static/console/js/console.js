// What pages gain where scripts run; nothing essential depends on it.
"use strict";

function focusOnWhatIsWrong(root) {
  const found = root.querySelector("[data-focus]");
  if (found) found.focus();
}

document.addEventListener("DOMContentLoaded", () => focusOnWhatIsWrong(document));
document.addEventListener("htmx:afterSwap", (event) => focusOnWhatIsWrong(event.detail.target));

// Two clicks are one act: a form that was sent is not sent again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "yes";
  // A download leaves the page as it is: after a while it may be asked for again.
  if (form.hasAttribute("data-download")) setTimeout(() => delete form.dataset.sent, 3000);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});
