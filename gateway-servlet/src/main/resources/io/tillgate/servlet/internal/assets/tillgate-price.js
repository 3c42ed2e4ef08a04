// <tillgate-price amount="25.00" currency="EUR">…</tillgate-price>: a price tag in bitcoin that keeps itself true.
//
//   <script type="module" async src="/pay/assets/tillgate-price.js"></script>
//
// What is between the tags shows until a price is there, and where scripts are off. Its state is in the attribute of that
// name: waiting, fresh, old (the server does not answer; the last price and its age stay), none (no number rather than one
// that nobody would sell at). All tags of a page share one connection. Style it with ::part(amount) and ::part(age); say
// in your language what there is to say with <span slot="old"> and <span slot="none">.

const BASE = new URL("..", import.meta.url);

const TICK_MS = 1000;
const POLL_MS = 10000;
const POLL_TIMEOUT_MS = 8000;
// An open stream that says nothing for so long may be held up by a proxy: ask beside it.
const SILENCE_MS = 20000;
const STREAM_AGAIN_MS = 60000;
const HIDDEN_MS = 30000;
// A server that lives has a new price within this time after the old one ended.
const GRACE_MS = 5000;
// A stream that ends is back within seconds; only after so long is the server called lost.
const LOST_MS = 10000;
// After so long without any answer, what the page came with is as old.
const PATIENCE_MS = 60000;
const AGE_STEP_SECONDS = 5;
const BTC_DIGITS = 8;

/** An exact decimal number as digits and scale, or null if the text is not one. */
function decimal(text) {
  const parts = /^(\d{1,18})(?:\.(\d{1,12}))?$/.exec(String(text ?? "").trim());
  if (!parts) {
    return null;
  }
  const fraction = parts[2] ?? "";
  return { digits: BigInt(parts[1] + fraction), scale: fraction.length };
}

/** What an amount costs at a price, rounded up to the satoshi as the checkout does. */
function satoshi(amount, price) {
  const dividend = amount.digits * 10n ** BigInt(price.scale + BTC_DIGITS);
  const divisor = price.digits * 10n ** BigInt(amount.scale);
  return (dividend + divisor - 1n) / divisor;
}

/** Time that goes on while a machine sleeps, and that a clock set back does not stop. */
class Moment {
  #steady = performance.now();
  #wall = Date.now();

  elapsed() {
    return Math.max(performance.now() - this.#steady, Date.now() - this.#wall);
  }
}

/** One price of one bitcoin, as a server told it. */
class Rate {
  #heard = new Moment();
  #ageMs;
  #maxMs;

  constructor(told) {
    this.price = decimal(told.price);
    this.asOf = String(told.as_of);
    this.#ageMs = Number(told.age_seconds) * 1000;
    this.#maxMs = Number(told.age_seconds_max) * 1000;
  }

  ageSeconds() {
    return Math.floor((this.#ageMs + this.#heard.elapsed()) / 1000);
  }

  /** Whether an order could still be priced with it. Anything that is not a number is not. */
  isAlive() {
    return this.price !== null && this.price.digits > 0n && this.#ageMs + this.#heard.elapsed() <= this.#maxMs + GRACE_MS;
  }
}

/** The one connection of a page: listens to a stream, asks again and again where there is none. */
class Feed {
  #tags = new Set();
  #rates = new Map();
  #started = new Moment();
  #heard = new Moment();
  #asked = null;
  #fellBack = null;
  #hidden = null;
  #priced = null;
  #source = null;
  #pairs = "";
  #timer = 0;
  #settling = false;
  #silent = null;

  constructor() {
    document.addEventListener("visibilitychange", () => this.#settleSoon());
    // A page that waits in the browser's memory holds no connection.
    window.addEventListener("pagehide", () => this.#stop());
    window.addEventListener("pageshow", () => this.#settleSoon());
  }

  add(tag) {
    this.#tags.add(tag);
    this.#settleSoon();
  }

  remove(tag) {
    this.#tags.delete(tag);
    this.#settleSoon();
  }

  /** The rate of a currency; undefined while nobody knows, null when there is none. */
  rate(currency) {
    const rate = this.#rates.get("BTC-" + currency);
    if (rate) {
      return rate.isAlive() ? rate : null;
    }
    const known = rate === null || (this.#priced !== null && !this.#priced.has("BTC-" + currency));
    return known || this.#started.elapsed() > PATIENCE_MS ? null : undefined;
  }

  /** Whether the server does not answer, so that nobody knows if its last price still holds. */
  get lost() {
    return this.#silent !== null && this.#silent.elapsed() > LOST_MS;
  }

  /** One tag speaks for all to those who listen to the page. */
  speaksFor(tag) {
    return this.#tags.values().next().value === tag;
  }

  #settleSoon() {
    if (!this.#settling) {
      this.#settling = true;
      queueMicrotask(() => {
        this.#settling = false;
        this.#settle();
      });
    }
  }

  #settle() {
    this.#hidden = document.hidden ? (this.#hidden ?? new Moment()) : null;
    const pairs = [...new Set([...this.#tags].map((tag) => "BTC-" + tag.currency))]
      .filter((pair) => /^BTC-[A-Z]{3}$/.test(pair) && (this.#priced === null || this.#priced.has(pair)))
      .sort()
      .join(",");
    if (this.#tags.size === 0 || (this.#hidden && this.#hidden.elapsed() > HIDDEN_MS)) {
      this.#stop();
      return;
    }
    if (!this.#timer) {
      this.#timer = setInterval(() => this.#tick(), TICK_MS);
    }
    if (pairs !== this.#pairs || (!this.#source && !this.#fellBack)) {
      this.#pairs = pairs;
      this.#listen();
    }
  }

  #stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#source?.close();
    this.#source = null;
    this.#fellBack = null;
  }

  #listen() {
    this.#source?.close();
    this.#source = null;
    this.#fellBack = null;
    this.#heard = new Moment();
    if (this.#pairs === "" || !window.EventSource) {
      this.#fallBack();
      return;
    }
    const url = new URL("rates/stream", BASE);
    url.searchParams.set("pairs", this.#pairs);
    const source = new EventSource(url);
    source.addEventListener("rates", (event) => this.#hear(JSON.parse(event.data)));
    source.onerror = () => {
      if (source === this.#source) {
        this.#silent ??= new Moment();
        if (source.readyState === EventSource.CLOSED) {
          this.#fallBack();
        }
        this.#render();
      }
    };
    this.#source = source;
  }

  #fallBack() {
    this.#source = null;
    this.#fellBack = new Moment();
    this.#asked = null;
    this.#tick();
  }

  #tick() {
    if (this.#hidden && this.#hidden.elapsed() > HIDDEN_MS) {
      this.#stop();
      return;
    }
    if (this.#fellBack && this.#fellBack.elapsed() > STREAM_AGAIN_MS) {
      this.#listen();
    }
    const mustAsk = this.#fellBack || this.#heard.elapsed() > SILENCE_MS;
    if (mustAsk && (this.#asked === null || this.#asked.elapsed() > POLL_MS)) {
      this.#asked = new Moment();
      this.#ask();
    }
    this.#render();
  }

  async #ask() {
    try {
      // Not from a cache: the age in the answer is that of the moment it was made.
      const answer = await fetch(new URL("rates", BASE), {
        cache: "no-store",
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(POLL_TIMEOUT_MS),
      });
      // A 503 has the same form: it says of each pair that it has no price.
      const told = await answer.json();
      this.#priced = new Set(told.rates.map((rate) => rate.pair));
      this.#hear(told);
      this.#settleSoon();
    } catch {
      this.#silent ??= new Moment();
      this.#render();
    }
  }

  #hear(told) {
    this.#silent = null;
    this.#heard = new Moment();
    for (const rate of told.rates) {
      this.#rates.set(rate.pair, rate.price === null ? null : new Rate(rate));
    }
    this.#render();
  }

  #render() {
    this.#tags.forEach((tag) => tag.render());
  }
}

const style = new CSSStyleSheet();
style.replaceSync(`
  :host { font-variant-numeric: tabular-nums; }
  :host([hidden]), [hidden] { display: none !important; }
  [part=price] { transition: opacity 0.4s ease; }
  [part=amount] { white-space: nowrap; }
  [part=age], [part=old] { font-size: 0.85em; opacity: 0.75; }
  :host([state=old]) [part=price] { opacity: 0.65; }
  [role=status] { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (prefers-reduced-motion: reduce) { [part=price] { transition: none; } }
`);

const feed = new Feed();

class TillgatePrice extends HTMLElement {
  static observedAttributes = ["amount", "currency", "lang"];

  #parts = {};
  #language = null;
  #warned = "";

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    const part = (name, tag, ...children) => {
      const element = document.createElement(tag);
      element.setAttribute("part", name);
      element.append(...children);
      this.#parts[name] = element;
      return element;
    };
    const slot = (name, text) => {
      const element = document.createElement("slot");
      element.name = name;
      element.textContent = text;
      this.#parts["slot-" + name] = element;
      return element;
    };
    const status = part("status", "span");
    status.setAttribute("role", "status");
    root.append(
      part("waiting", "span", document.createElement("slot")),
      part("price", "span", part("amount", "span"), " ", part("age", "time"), part("old", "span", " · ", slot("old", "last known price"))),
      part("none", "span", slot("none", "no bitcoin price right now")),
      status,
    );
    this.#show("waiting");
  }

  get amount() {
    return this.getAttribute("amount") ?? "";
  }

  get currency() {
    return (this.getAttribute("currency") ?? "").toUpperCase();
  }

  connectedCallback() {
    this.#language = null;
    feed.add(this);
    this.render();
  }

  disconnectedCallback() {
    feed.remove(this);
  }

  attributeChangedCallback() {
    if (this.isConnected) {
      this.connectedCallback();
    }
  }

  render() {
    const amount = decimal(this.amount);
    if (amount === null || !/^[A-Z]{3}$/.test(this.currency)) {
      this.#warn(`<tillgate-price amount="${this.amount}" currency="${this.currency}">: use a number like 25.00 and a code like EUR`);
      this.#show("waiting");
      return;
    }
    const rate = feed.rate(this.currency);
    if (rate === undefined) {
      this.#show("waiting");
    } else if (rate === null) {
      this.#write("amount", "");
      this.#show("none");
    } else {
      this.#write("amount", this.#formats().number.format(Number(satoshi(amount, rate.price)) / 1e8) + "\u00a0BTC");
      const age = rate.ageSeconds() - (rate.ageSeconds() % AGE_STEP_SECONDS);
      this.#write("age", this.#formats().age.format(-age, "second"));
      this.#parts.age.dateTime = rate.asOf;
      this.#show(feed.lost ? "old" : "fresh");
    }
  }

  #show(state) {
    const before = this.getAttribute("state");
    const { waiting, price, old, none } = this.#parts;
    waiting.hidden = state !== "waiting";
    price.hidden = state !== "fresh" && state !== "old";
    old.hidden = state !== "old";
    none.hidden = state !== "none";
    if (this.isConnected && before !== state) {
      this.setAttribute("state", state);
      this.#announce(before, state);
    }
  }

  /** Says that prices went away or came back, and never that one moved a little. */
  #announce(before, state) {
    if (!feed.speaksFor(this)) {
      return;
    }
    if (state === "none") {
      const own = this.#parts["slot-none"].assignedNodes();
      this.#write("status", own.map((node) => node.textContent).join("") || this.#parts["slot-none"].textContent);
    } else if (before === "none") {
      this.#write("status", this.#parts.amount.textContent);
    }
  }

  #write(part, text) {
    if (this.#parts[part].textContent !== text) {
      this.#parts[part].textContent = text;
    }
  }

  #formats() {
    if (this.#language === null) {
      const wanted = this.closest("[lang]")?.lang || navigator.language;
      const digits = { minimumFractionDigits: BTC_DIGITS, maximumFractionDigits: BTC_DIGITS };
      const words = { numeric: "auto", style: "short" };
      const make = (tag) => ({
        number: new Intl.NumberFormat(tag, digits),
        age: new Intl.RelativeTimeFormat(tag, words),
      });
      try {
        this.#language = make(wanted);
      } catch {
        this.#language = make("en");
      }
    }
    return this.#language;
  }

  #warn(text) {
    if (this.#warned !== text) {
      this.#warned = text;
      console.warn(text);
    }
  }
}

if (!customElements.get("tillgate-price")) {
  customElements.define("tillgate-price", TillgatePrice);
}
