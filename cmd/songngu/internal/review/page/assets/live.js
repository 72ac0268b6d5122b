// News from the server: what others changed, what the checks found, who else is
// here, and its end.
//
// A stream of news holds one of the six connections that a browser has for a
// server, so a tab that nobody sees gives its stream up after a while: any
// number of tabs can stay open. What it missed is told first when it listens
// again.

import { say, warn } from "./announce.js";
import { cursor } from "./cursor.js";
import { byId } from "./dom.js";
import { drawHeader } from "./header.js";
import { store } from "./store.js";
import { t } from "./strings.js";

const patience = 5000; // ms out of sight before the stream is given up

export function listen() {
  let news = connect();
  let timer = 0;
  let ended = false;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (ended) return;
    if (document.visibilityState === "visible") {
      if (!news) news = connect();
      return;
    }
    timer = setTimeout(() => {
      news.close();
      news = null;
    }, patience);
  });

  function connect() {
    const stream = new EventSource("/api/events");
    hear(stream, () => (ended = true));
    return stream;
  }
}

function hear(news, end) {
  const banner = byId("banner");
  news.addEventListener("open", () => (banner.hidden = true));
  news.addEventListener("revision", async (e) => {
    const { revision = 0 } = JSON.parse(e.data); // none is said of a file without edits
    try {
      if (await store.heard(revision)) {
        cursor.clear();
        say(t("othersChanged"));
      }
    } catch (error) {
      warn(error);
    }
  });
  news.addEventListener("findings", (e) => store.checked(JSON.parse(e.data).checks || 0).catch(warn));
  news.addEventListener("reviewers", (e) => {
    const { count } = JSON.parse(e.data);
    const before = store.state.reviewers;
    store.state.reviewers = count;
    drawHeader();
    if (count !== before) say(count > 1 ? t("othersHere", { n: count - 1 }) : t("alone"));
  });
  news.addEventListener("bye", () => {
    news.close();
    end();
    banner.textContent = t("stopped");
    banner.hidden = false;
  });
  news.addEventListener("error", () => {
    if (news.readyState === EventSource.CLOSED && !banner.hidden) return;
    banner.textContent = t("lost");
    banner.hidden = false;
  });
}
