// The page without a server: what `kofu serve` shows, out of the data that stand in the page. The
// answers given stand behind the # of the address; nothing is stored, nothing is sent.
"use strict";

(() => {
  const { first, questions, steps, words } = JSON.parse(
    document.getElementById("data").textContent,
  );
  const here = document.getElementById("here");

  // Walking, as in kofu/asking/walk.py. A step below 0 is an end.

  function waysOf(step) {
    const [question, ...to] = steps[step];
    const [name, ...ways] = questions[question];
    return ways.map((same, place) => {
      const keys = same.split("+");
      return { name, same, keys, key: keys[0], to: to[place] };
    });
  }

  function wayOf(step, key) {
    return step < 0 ? undefined : waysOf(step).find((one) => one.keys.includes(key));
  }

  const address = (ways) => ways.map((one) => one.key).join(".");

  function walk(answers) {
    const taken = [];
    let step = first;
    for (const key of answers ? answers.split(".") : []) {
      const way = wayOf(step, key);
      if (!way) return { taken, step, understood: false };
      taken.push(way);
      step = way.to;
    }
    return { taken, step, understood: true };
  }

  /** What is said at an end, after the occasion that was answered. */
  function toldAt(step, taken) {
    const renewal = taken.some((one) => one.name === "event" && one.key === "renewal");
    const [kind, headline, use, ofRenewal, ofOther] = words.told[-1 - step];
    return { kind, headline, use, sections: renewal ? ofRenewal : ofOther };
  }

  /** From another answer on, as far as the answers given carry. */
  function followed(way, taken) {
    const given = new Map([["circumstances", "none"], ...taken.map((one) => [one.name, one.key])]);
    const ways = [];
    for (let next = way; next; ) {
      ways.push(next);
      next = next.to < 0 ? undefined : wayOf(next.to, given.get(waysOf(next.to)[0].name));
    }
    return ways;
  }

  /** Single answers that would lead to another document, by that document. */
  function otherwise({ taken, step }) {
    const now = toldAt(step, taken).kind;
    const found = new Map();
    let asked = first;
    taken.forEach((chosen, place) => {
      for (const way of waysOf(asked)) {
        // Of what is unusual nothing is said: nobody is told to wish for it.
        if (way.key === chosen.key || way.name === "circumstances") continue;
        const ways = [...taken.slice(0, place), ...followed(way, taken)];
        const end = ways[ways.length - 1].to;
        if (end >= 0) continue;
        const { kind } = toldAt(end, ways);
        if (kind === now || kind === "review") continue;
        if (!found.has(kind)) found.set(kind, []);
        found.get(kind).push({ way, ways });
      }
      asked = chosen.to;
    });
    return found;
  }

  // Setting, as in the templates. A text is a string, or with its language a pair.

  function put(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  function said(name, text, attributes = {}) {
    if (typeof text === "string") return put(name, attributes, text);
    return put(name, { ...attributes, lang: text[1] }, text[0]);
  }

  const plain = (text) => (typeof text === "string" ? text : text[0]);
  const questionOf = (way) => words.questions[way.name][0];
  const answerOf = (way) => words.answers[way.name][way.same];

  function link(ways, text, attributes = {}) {
    return said("a", text, { ...attributes, href: `#${address(ways)}` });
  }

  function asking({ taken, step }) {
    const ways = waysOf(step);
    const [title, help] = words.questions[ways[0].name];
    const number = words.say["question-number"].replace("{number}", taken.length + 1);
    const choices = ways.map((way) => put("li", {}, link([...taken, way], answerOf(way))));
    return [
      put("p", { class: "number" }, number),
      said("h1", title),
      ...(help ? [put("p", { class: "help" }, help)] : []),
      put("ul", { class: "choices" }, ...choices),
    ];
  }

  function telling({ taken, step }) {
    const { kind, headline, use, sections } = toldAt(step, taken);
    const top = put("div", { class: `told ${kind}` }, put("p", { class: "number" }, words.say.answer));
    top.append(said("h1", words.lines[headline]));
    if (words.lines[use]) top.append(said("p", words.lines[use]));
    const below = sections.flatMap((place) => {
      const [name, ...lines] = words.sections[place];
      const inside = lines.map((line) => said("p", words.lines[line]));
      return [put("h2", {}, words.headings[name]), put("div", { class: name }, ...inside)];
    });
    return [top, ...below];
  }

  function changes(walked) {
    const parts = [put("h2", {}, words.say.otherwise)];
    const found = otherwise(walked);
    for (const [kind, others] of found) {
      const lines = others.map(({ way, ways }) =>
        put("li", {}, said("span", questionOf(way)), " ", link(ways, answerOf(way))),
      );
      parts.push(put("p", {}, words.otherwise[kind]), put("ul", { class: "changes" }, ...lines));
    }
    if (!found.size) parts.push(put("p", {}, words.say["otherwise-none"]));
    const share = `${words.say.share} ${words.say.print}`;
    parts.push(put("p", { class: "quiet" }, words.say.guide));
    parts.push(put("p", { class: "quiet unprinted" }, share));
    return parts;
  }

  function given(taken) {
    if (!taken.length) return [];
    const rows = taken.map((way, place) => {
      const label = `${words.say.change}: ${plain(questionOf(way))}`;
      const change = { class: "unprinted", "aria-label": label };
      const answer = put("dd", {}, said("span", answerOf(way)), " ");
      answer.append(link(taken.slice(0, place), words.say.change, change));
      return put("div", {}, said("dt", questionOf(way)), answer);
    });
    const heading = put("h2", { id: "given" }, words.say["answers-so-far"]);
    const list = put("dl", { class: "given" }, ...rows);
    return [put("section", { "aria-labelledby": "given" }, heading, list)];
  }

  function show(moved) {
    const walked = walk(location.hash.slice(1));
    const { taken, step, understood } = walked;
    const parts = step < 0 ? [...telling(walked), ...changes(walked)] : asking(walked);
    if (!understood) {
      parts.unshift(put("p", { class: "problem", role: "alert" }, words.say["not-understood"]));
    }
    const back = link(taken.slice(0, -1), words.say.back);
    const ways = put("p", { class: "ways unprinted" }, back, " ", link([], words.say.again));
    here.replaceChildren(...parts, ...given(taken), ways);
    const heading = here.querySelector("h1");
    document.title = `${heading.textContent} | ${words.say.title}`;
    for (const one of document.querySelectorAll(".tongues a")) one.hash = address(taken);
    if (moved) {
      // Who cannot see that the page changed hears its number, and then the heading.
      document.getElementById("said").textContent = here.querySelector(".number").textContent;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }

  addEventListener("hashchange", () => show(true));
  show(false);
})();
