// How what was set reaches the server. During a page's unloading Chromium lets synchronous XHR fail and beacons
// over 64 KiB be refused; nothing of that is faked here.

/** @import { Profile, Send } from "./types.js" */

/** Under the limit of requests that may outlive their page. */
const MOST_KEPT_ALIVE = 60000;

/** A synchronous POST; its answer, null when the browser did not send it. @param {string} url @param {string} body */
export function postNow(url, body) {
  const request = new XMLHttpRequest();
  request.open("POST", url, false);
  request.setRequestHeader("Content-Type", "application/json");
  try {
    request.send(body);
  } catch {
    return null;
  }
  return { status: request.status, text: request.responseText };
}

/** @param {string} url @returns {Send} */
const xhr = (url) => (payload) => postNow(url, JSON.stringify(payload))?.status === 200;

/** Synchronous while the page lives, then a beacon, whose answer nobody learns. @param {string} url @returns {Send} */
const beacon = (url) => (payload) => {
  const body = JSON.stringify(payload);
  const answer = postNow(url, body);
  if (answer) return answer.status === 200;
  return navigator.sendBeacon(url, new Blob([body], { type: "application/json" }));
};

/** Without waiting; a body that is small enough outlives the page. @param {string} url @returns {Send} */
const later = (url) => (payload, done) => {
  const body = JSON.stringify(payload);
  fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
    keepalive: body.length < MOST_KEPT_ALIVE,
  }).then((response) => done(response.ok), () => done(false));
  return null;
};

/**
 * @param {Profile["mode"]} mode
 * @param {string} url
 * @returns {Send}
 */
export function sender(mode, url) {
  return { xhr, beacon, fetch: later, each: later }[mode](url);
}
