import fc from 'fast-check';

/** Arbitraries for the names that a grammar leaves to the prose. */
export type Lexical = Readonly<Record<string, fc.Arbitrary<string>>>;

/** A text that a grammar derives, in the order of its tokens. */
type Tokens = readonly string[];

/**
 * Sentences of a grammar in the EBNF of QUOTA.md: `name ::= …` with 'terminals', names, |, ( ), ?, *. Tokens are joined by a space
 * where a Latin letter touches another character.
 * @throws Error for a name that is neither defined nor lexical
 */
export function sentencesOf(grammar: string, start: string, lexical: Lexical): fc.Arbitrary<string> {
  const rules = new Map(
    grammar
      .split(/\n(?=\w+ *::=)/)
      .map((rule) => /^\s*(\w+) *::=([\s\S]*)$/.exec(rule) ?? [])
      .map(([, name = '', body = '']) => [name, body.match(/'[^']*'|\w+|[|()?*]/g) ?? []]),
  );
  const made = new Map<string, fc.Arbitrary<Tokens>>();
  const arbitraryOf = (name: string): fc.Arbitrary<Tokens> => {
    const known = made.get(name) ?? lexical[name]?.map((token) => [token]);
    if (known !== undefined) return known;
    const symbols = rules.get(name);
    if (symbols === undefined) throw new Error(`the grammar does not define ${name}`);
    const arbitrary = new RuleReader(symbols, arbitraryOf).read();
    made.set(name, arbitrary);
    return arbitrary;
  };
  return arbitraryOf(start).map((tokens) => tokens.reduce(joined, ''));
}

function joined(text: string, token: string): string {
  const touches = /\w$/.test(text) && /^\w/.test(token) && /[a-z]$|^[a-z]/i.test(text.slice(-1) + token.slice(0, 1));
  return touches ? `${text} ${token}` : text + token;
}

class RuleReader {
  #at = 0;

  constructor(
    readonly symbols: readonly string[],
    readonly arbitraryOf: (name: string) => fc.Arbitrary<Tokens>,
  ) {}

  read(): fc.Arbitrary<Tokens> {
    const alternatives = [this.#sequence()];
    while (this.#takes('|')) alternatives.push(this.#sequence());
    return fc.oneof(...alternatives);
  }

  #sequence(): fc.Arbitrary<Tokens> {
    const parts: fc.Arbitrary<Tokens>[] = [];
    for (let next = this.symbols[this.#at]; next !== undefined && next !== '|' && next !== ')'; ) {
      parts.push(this.#repeated(this.#one(next)));
      next = this.symbols[this.#at];
    }
    return fc.tuple(...parts).map((all) => all.flat());
  }

  #one(symbol: string): fc.Arbitrary<Tokens> {
    this.#at += 1;
    if (symbol === '(') {
      const group = this.read();
      if (!this.#takes(')')) throw new Error('a parenthesis of the grammar is not closed');
      return group;
    }
    return symbol.startsWith("'") ? fc.constant([symbol.slice(1, -1)]) : this.arbitraryOf(symbol);
  }

  #repeated(one: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> {
    if (this.#takes('?')) return fc.oneof(fc.constant([]), one);
    if (this.#takes('*')) return fc.array(one, { maxLength: 2 }).map((all) => all.flat());
    return one;
  }

  #takes(symbol: string): boolean {
    if (this.symbols[this.#at] !== symbol) return false;
    this.#at += 1;
    return true;
  }
}
