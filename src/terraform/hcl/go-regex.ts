import { EvaluationError, NotEvaluated } from './known-value';

/** A regular expression of Go's, run by JavaScript's engine as far as both mean the same. */
export class GoRegex {
  /**
   * @throws EvaluationError when Go refuses the pattern, NotEvaluated when the two may differ
   */
  public static of(pattern: string): GoRegex {
    let regex = KNOWN.get(pattern);
    if (!regex) {
      regex = new GoRegex(new Translation(pattern));
      KNOWN.set(pattern, regex);
    }
    return regex;
  }

  private readonly source: RegExp;
  private readonly retries: boolean;

  private constructor({ flags, text, retries }: Translation) {
    try {
      this.source = new RegExp(text, `dgu${flags}`);
    } catch {
      throw new NotEvaluated('a pattern that JavaScript does not know');
    }
    this.retries = retries;
  }

  /** All matches in a text, the leftmost first. */
  public matches(text: string): RegExpExecArray[] {
    if (text.length > (this.retries ? LONGEST_RETRIED_TEXT : LONGEST_TEXT)) throw new NotEvaluated('a long text');
    // eslint-disable-next-line no-control-regex
    if (this.source.flags.includes('i') && !/^[\x00-\x7f]*$/.test(text)) throw new NotEvaluated('letters whose case differs');
    let end = -1;
    return ([...text.matchAll(this.source)] as RegExpExecArray[]).filter((match) => {
      // Go drops an empty match right behind another one.
      const isWanted = match[0] !== '' || match.index !== end;
      end = match.index + match[0].length;
      return isWanted;
    });
  }
}

/** Beyond this a pattern that tries again and again could take long in JavaScript, and never does in Go. */
const LONGEST_TEXT = 2000;
const LONGEST_RETRIED_TEXT = 64;

/** Source: https://github.com/google/re2/wiki/Syntax, character classes of ASCII. */
const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

const CLASSES: Readonly<Record<string, string>> = { d: '0-9', s: '\\t\\n\\f\\r ', w: '0-9A-Za-z_' };

const KNOWN = new Map<string, GoRegex>();

/** Reads a pattern from left to right. */
class Translation {
  public flags = '';
  public text = '';
  /** Whether something that repeats is repeated. */
  public retries = false;
  private at = 0;
  /** For each open group, whether something in it repeats. */
  private readonly groups: boolean[] = [];
  private endedGroupRepeats = false;
  private repeats = 0;

  constructor(private readonly pattern: string) {
    const flags = /^\(\?([is]+)\)/.exec(pattern);
    if (flags) {
      this.flags = [...new Set(flags[1])].sort().join('');
      this.at = flags[0].length;
    }
    let canRepeat = false;
    while (this.at < pattern.length) {
      const before = this.at;
      const isRepetition = /^[*+?]|^\{\d+(,\d*)?\}/.test(pattern.slice(this.at));
      if (isRepetition) this.repetition(canRepeat);
      else this.atom();
      // A group, class or character may be repeated, once.
      canRepeat = !isRepetition && !'(|'.includes(pattern[before]) && pattern[before] !== '^' && pattern[before] !== '$';
      if (!isRepetition) this.endedGroupRepeats = pattern[before] === ')' && this.endedGroupRepeats;
    }
    if (this.groups.length > 0) throw new EvaluationError('a parenthesis is never closed');
    if (this.repeats > 3) this.retries = true;
  }

  private repetition(canRepeat: boolean): void {
    if (!canRepeat) throw new NotEvaluated('a repetition of nothing');
    const [found, , most] = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/.exec(this.pattern.slice(this.at))!;
    for (const count of found.match(/\d+/g) ?? []) if (Number(count) > 1000) throw new EvaluationError('a repetition of more than 1000');
    const isMany = /^[*+]/.test(found) || most !== undefined;
    if (isMany) {
      this.repeats++;
      if (this.endedGroupRepeats) this.retries = true;
      this.groups.fill(true);
    }
    this.text += found;
    this.at += found.length;
  }

  private atom(): void {
    const character = String.fromCodePoint(this.pattern.codePointAt(this.at)!);
    switch (character) {
      case '(': return this.group();
      case ')': {
        const repeats = this.groups.pop();
        if (repeats === undefined) throw new EvaluationError('a parenthesis closes nothing');
        this.endedGroupRepeats = repeats;
        return this.emit(')', 1);
      }
      case '[': return this.characterClass();
      case '\\': return this.escape();
      case '.': return this.emit(this.flags.includes('s') ? '.' : '[^\\n]', 1);
      case '^': case '$': case '|': return this.emit(character, 1);
      case '{': case '}': case ']': case '/': return this.emit(`\\${character}`, 1);
      default: return this.emit(character, character.length);
    }
  }

  private group(): void {
    const rest = this.pattern.slice(this.at);
    if (/^\(\?<?[=!]/.test(rest)) throw new EvaluationError('Go has no look-around');
    this.groups.push(false);
    const named = /^\(\?P?<([A-Za-z_]\w*)>/.exec(rest);
    if (named) return this.emit(`(?<${named[1]}>`, named[0].length);
    if (rest.startsWith('(?:')) return this.emit('(?:', 3);
    if (rest.startsWith('(?')) throw new NotEvaluated('flags of a group');
    this.emit('(', 1);
  }

  private escape(): void {
    const letter = this.pattern[this.at + 1];
    if (letter === undefined) throw new EvaluationError('a backslash at the end');
    if (/[1-9]/.test(letter)) throw new EvaluationError('Go has no back references');
    if (Object.hasOwn(CLASSES, letter.toLowerCase())) return this.emit(`[${/[A-Z]/.test(letter) ? '^' : ''}${CLASSES[letter.toLowerCase()]}]`, 2);
    if (letter === 'b' || letter === 'B') return this.emit(`\\${letter}`, 2);
    if (letter === 'A') return this.emit('^', 2);
    if (letter === 'z') return this.emit('$', 2);
    this.emit(this.literalEscape(letter), 2);
  }

  private characterClass(): void {
    const [open] = /^\[\^?/.exec(this.pattern.slice(this.at))!;
    let text = open;
    let at = this.at + open.length;
    let isFirst = true;
    for (; this.pattern[at] !== ']' || isFirst; isFirst = false) {
      const rest = this.pattern.slice(at);
      const posix = /^\[:(\^?)(\w+):\]/.exec(rest);
      if (rest === '') throw new EvaluationError('a character class is never closed');
      if (posix) {
        if (posix[1] || !Object.hasOwn(POSIX, posix[2])) throw new NotEvaluated('a class of another kind');
        text += POSIX[posix[2]];
        at += posix[0].length;
      } else if (/^\\[dsw]/.test(rest)) {
        text += CLASSES[rest[1]];
        at += 2;
      } else {
        const [low, length] = this.classCharacter(rest);
        const behind = rest.slice(length);
        if (/^-[^\]]/.test(behind)) {
          const [high, highLength] = this.classCharacter(behind.slice(1));
          if (high < low) throw new EvaluationError('a range that ends before it begins');
          text += `${codeEscape(low)}-${codeEscape(high)}`;
          at += length + 1 + highLength;
        } else {
          text += codeEscape(low);
          at += length;
        }
      }
    }
    this.emit(`${text}]`, at + 1 - this.at);
  }

  /** @returns the code of a character of a class, and how long it is written */
  private classCharacter(rest: string): [code: number, length: number] {
    if (rest[0] !== '\\') {
      const code = rest.codePointAt(0)!;
      return [code, code > 0xffff ? 2 : 1];
    }
    const letter = rest[1] ?? '';
    const control = { f: 12, n: 10, r: 13, t: 9, v: 11 }[letter];
    if (control === undefined) this.literalEscape(letter);
    return [control ?? letter.charCodeAt(0), 2];
  }

  /** Punctuation stands for itself; other letters have a meaning of their own. */
  private literalEscape(letter: string): string {
    if (/[fnrtv]/.test(letter)) return `\\${letter}`;
    if (/[A-Za-z0-9]/.test(letter) || letter.charCodeAt(0) > 0x7e || letter === '') throw new NotEvaluated('another escape');
    return `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
  }

  private emit(text: string, length: number): void {
    this.text += text;
    this.at += length;
  }
}

function codeEscape(code: number): string {
  return `\\u{${code.toString(16)}}`;
}
