// The heights of all rows: measured where a row has been on the page, and
// guessed from its length where not. Sums are kept up to the first place that
// changed and continued when asked for: 20,000 additions take some 30 µs.

export class Heights {
  constructor(guess) {
    this.guess = guess; // position → px
    this.reset(0);
  }

  // reset forgets everything; n rows are there now.
  reset(n) {
    this.n = n;
    this.sums = new Float64Array(n + 1);
    this.good = 0; // sums[0..good] stand
    this.measured = new Map(); // key → px
    this.key = (i) => i;
  }

  // use says which key (an id) the row at i has: measures outlive a change of order.
  use(n, key) {
    this.n = n;
    this.key = key;
    if (this.sums.length < n + 1) this.sums = new Float64Array(Math.ceil((n + 1) * 1.1));
    this.good = 0;
  }

  at(i) {
    const m = this.measured.get(this.key(i));
    return m === undefined ? this.guess(i) : m;
  }

  // set takes a measured height, and reports whether it is news.
  set(i, px) {
    const old = this.at(i);
    this.measured.set(this.key(i), px);
    if (Math.abs(old - px) < 0.5) return false;
    this.good = Math.min(this.good, i);
    return true;
  }

  forget() {
    this.measured.clear();
    this.good = 0;
  }

  // top is the distance of row i from the top; top(n) is the height of all.
  top(i) {
    for (; this.good < i; this.good++) this.sums[this.good + 1] = this.sums[this.good] + this.at(this.good);
    return this.sums[i];
  }

  // find is the row at a distance from the top.
  find(px) {
    this.top(this.n);
    let low = 0;
    let high = this.n;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sums[middle + 1] <= px) low = middle + 1;
      else high = middle;
    }
    return Math.min(low, Math.max(0, this.n - 1));
  }
}
