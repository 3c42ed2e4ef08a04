// Keeps the rate and the orders fresh; the price tags do so by themselves. Everything on these pages works without it.
'use strict';

const RATE_EVERY_MS = 10000;
const ORDERS_EVERY_MS = 2000;

async function json(url) {
  const answer = await fetch(url, { headers: { Accept: 'application/json' } });
  if (!answer.ok) {
    throw new Error(url + ' answered ' + answer.status);
  }
  return answer.json();
}

function show(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
    element.classList.add('fresh');
    setTimeout(() => element.classList.remove('fresh'), 50);
  }
}

async function refreshRate(tag) {
  const rate = await json('/pay/rates/BTC-' + tag.dataset.rate);
  show(tag, money(rate.price, tag.dataset.rate));
}

function money(amount, currency) {
  return new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(amount);
}

/** Looks at this page again and puts its new main part in place of the old one. */
async function refreshPage() {
  const answer = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
  const shown = document.querySelector('main');
  if (answer.ok && fresh && fresh.innerHTML !== shown.innerHTML) {
    shown.replaceWith(fresh);
  }
}

/** Runs again and again while the page is looked at; a failure waits for the next time. */
function repeat(everyMs, work, goesOn) {
  setTimeout(async () => {
    if (!document.hidden) {
      await work().catch(() => {});
    }
    if (goesOn()) {
      repeat(everyMs, work, goesOn);
    }
  }, everyMs);
}

const rateTag = document.querySelector('[data-rate]');
if (rateTag) {
  repeat(RATE_EVERY_MS, () => refreshRate(rateTag), () => true);
}

const isMoving = () => document.querySelector('main[data-moving]') !== null;
if (isMoving()) {
  repeat(ORDERS_EVERY_MS, refreshPage, isMoving);
}
