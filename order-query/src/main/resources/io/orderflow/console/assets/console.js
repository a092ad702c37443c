// Counts down to the times that are still to come. Without it a page shows the time itself.
"use strict";

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

countDown();
setInterval(countDown, 1000);
document.addEventListener("htmx:afterSwap", countDown);
