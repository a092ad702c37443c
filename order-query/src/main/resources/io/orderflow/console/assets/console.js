"use strict";

// Counts down to the times that are still to come. Without it a page shows the time itself.
function left(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds <= 0) {
    return "now";
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) {
    return `in ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  }
  return minutes > 0 ? `in ${minutes} min ${seconds % 60} s` : `in ${seconds} s`;
}

function countDown() {
  for (const time of document.querySelectorAll("time[data-countdown]")) {
    time.title ||= time.textContent;
    const text = left(Date.parse(time.dateTime) - Date.now());
    if (time.textContent !== text) {
      time.textContent = text;
    }
  }
}

// Live parts of a page stop with the login. What was entered stays on the page.
function tellOfEndedLogin() {
  const ends = document.body.dataset.loginEnds;
  if (ends && Date.parse(ends) <= Date.now()) {
    document.getElementById("login-ended").hidden = false;
  }
}

// A form is sent once: a second click would replace the answer to the first, which may be a secret.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
  }
  form.dataset.sent = "true";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
  }
});

// A live part that is replaced takes the focus with it. htmx gives it back to what has an id; links have an address.
let focusedLink = null;
document.addEventListener("htmx:beforeSwap", () => {
  const focused = document.activeElement;
  focusedLink = focused?.matches("main a[href]:not([id])") ? focused : null;
});
document.addEventListener("htmx:afterSwap", () => {
  if (focusedLink && !focusedLink.isConnected) {
    const address = CSS.escape(focusedLink.getAttribute("href"));
    document.querySelector(`main a[href="${address}"]`)?.focus({preventScroll: true});
    focusedLink = null;
  }
});

countDown();
setInterval(() => {
  countDown();
  tellOfEndedLogin();
}, 1000);
document.addEventListener("htmx:afterSwap", countDown);
