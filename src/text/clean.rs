//! Making text safe to show.
//!
//! The threat: a bundle may come from anybody. A control character or escape sequence in it could move the cursor,
//! change the window title, write the clipboard or answer a query in the user's name; a bidirectional override could
//! make `口令` read as something else. So every text is cleaned once, when it is loaded, before any other room sees it:
//!
//! | class | becomes |
//! | --- | --- |
//! | `\n`, `\r\n`, U+2028, U+2029 | `\n` |
//! | tab, no-break and other fixed spaces | one space |
//! | an escape sequence (CSI, OSC, DCS, …) up to its end | nothing |
//! | other C0 and C1 control characters, DEL | nothing |
//! | bidirectional marks, embeddings, overrides and isolates | nothing |
//! | byte order mark, annotation anchors, tag characters | nothing |
//!
//! Zero-width joiners and variation selectors stay: emoji are made of them.

use std::borrow::Cow;

/// The text without anything that could act on a terminal. Line breaks stay, as `\n`.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => skip_escape(&mut rest),
            // The one-character forms of CSI, and of the string controls DCS, SOS, OSC, PM and APC.
            '\u{9b}' => skip_parameters(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => skip_string(&mut rest),
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' | '\u{a0}' | '\u{2007}' | '\u{202f}' => out.push(' '),
            c if is_forbidden(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// As [`clean`], on one line: each line break becomes a space.
#[must_use]
pub fn single_line(text: &str) -> Cow<'_, str> {
    match clean(text) {
        clean if clean.contains('\n') => Cow::Owned(clean.trim().replace('\n', " ")),
        clean => clean,
    }
}

/// As [`clean`], on one line: each run of white space becomes one space.
#[must_use]
pub fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether [`clean`] would leave the text as it is.
#[must_use]
pub fn is_clean(text: &str) -> bool {
    text.chars().all(|c| {
        // First, because it settles nearly every character: printable ASCII, and Chinese with its punctuation.
        matches!(c, ' '..='~' | '\u{3000}'..='\u{d7ff}' | '！'..='～')
            || c == '\n'
            || !(is_forbidden(c) || is_fixed_space(c))
    })
}

/// A fast, conservative test that looks at many bytes at a time: if true, [`clean`] would leave the text as it is and
/// it has no line break. If false, it may be clean all the same.
#[must_use]
pub fn is_trivially_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (next, after_next) = (bytes.get(1..).unwrap_or(&[]), bytes.get(2..).unwrap_or(&[]));
    let three = bytes.iter().zip(next).zip(after_next);
    let any = three.fold(false, |any, ((a, b), c)| any | may_change(*a, *b, *c));
    let at_end = match bytes {
        [.., a, b] => may_change(*a, *b, 0) | may_change(*b, 0, 0),
        [a] => may_change(*a, 0, 0),
        [] => false,
    };
    !any && !at_end
}

/// Whether three consecutive bytes may begin a character that [`clean`] changes.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches this is vectorised, sixteen positions at a time"
)]
fn may_change(a: u8, b: u8, c: u8) -> bool {
    let control = (a < 0x20) | (a == 0x7f) | ((a == 0xc2) & (b <= 0xa0));
    // U+2007, U+200B, U+200E, U+200F, from U+2028 to U+202F; and those of U+2040 to U+207F.
    let in_e2_80 = (c == 0x87) | (c == 0x8b) | (c & 0xfe == 0x8e) | (c & 0xf8 == 0xa8);
    let in_e2 = (a == 0xe2) & ((b == 0x81) | ((b == 0x80) & in_e2_80));
    // U+061C and its neighbours, U+FEFF, U+FFF9 to U+FFFB, and the plane of the tag characters.
    let others = (a == 0xd8) | ((a == 0xef) & ((b == 0xbb) | (b == 0xbf))) | (a == 0xf3);
    control | in_e2 | others
}

/// The ASCII character on the same key as a full-width letter or Chinese punctuation mark; other characters unchanged.
///
/// While a Chinese input method is on, the key `/` may arrive as `、` and `q` as `ｑ`. Commands should still work.
#[must_use]
pub fn ascii_equivalent(c: char) -> char {
    match c {
        '、' => '/',
        '。' => '.',
        '\u{3000}' => ' ',
        c => half_width(c),
    }
}

/// The ASCII character of a full-width form; other characters unchanged.
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        // The block of full-width forms is in the order of ASCII.
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

fn is_fixed_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{2028}' | '\u{2029}'
    )
}

fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The rest of a text that is being cleaned.
type Rest<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// Skips what follows an ESC character, by the classes of ECMA-48.
fn skip_escape(rest: &mut Rest) {
    match rest.peek() {
        Some('[') => {
            rest.next();
            skip_parameters(rest);
        }
        Some('P' | 'X' | ']' | '^' | '_') => {
            rest.next();
            skip_string(rest);
        }
        // Intermediate characters, then one final character.
        Some(' '..='/') => {
            while rest.next_if(|c| matches!(c, ' '..='/')).is_some() {}
            rest.next_if(|c| matches!(c, '0'..='~'));
        }
        Some('0'..='~') => {
            rest.next();
        }
        _ => {}
    }
}

/// Skips the parameters and the final character of a control sequence.
fn skip_parameters(rest: &mut Rest) {
    while rest.next_if(|c| matches!(c, ' '..='?')).is_some() {}
    rest.next_if(|c| matches!(c, '@'..='~'));
}

/// Skips a control string up to BEL or ST. One that never ends is skipped to the end of its line only, so that a stray
/// introducer cannot swallow a whole section.
fn skip_string(rest: &mut Rest) {
    while let Some(c) = rest.next_if(|c| *c != '\n') {
        match c {
            '\u{7}' | '\u{9c}' => return,
            '\u{1b}' => {
                rest.next_if_eq(&'\\');
                return;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_on_a_terminal_survives() {
        for (raw, shown) in [
            ("审批", "审批"),
            ("审\u{1b}[31m批\u{1b}[0m", "审批"),
            ("\u{1b}]0;title\u{7}审批", "审批"),
            ("\u{1b}]52;c;aGk=\u{1b}\\审批", "审批"),
            ("\u{9b}2J审批", "审批"),
            ("\u{1b}P1$r0m\u{1b}\\审批", "审批"),
            ("\u{1b}(0审批", "审批"),
            ("\u{1b}c审批\u{8}\u{7f}\u{0}", "审批"),
            ("甲\u{202e}乙\u{2066}丙\u{200f}", "甲乙丙"),
            ("甲\r\n乙\r丙\u{2028}丁", "甲\n乙\n丙\n丁"),
            ("甲\t乙\u{a0}丙", "甲 乙 丙"),
            ("\u{feff}甲\u{200b}", "甲"),
            ("\u{1b}]8;;http://x\n乙", "\n乙"),
            ("👨‍👩‍👧 ❤️", "👨‍👩‍👧 ❤️"),
            ("\u{1b}", ""),
        ] {
            assert_eq!(clean(raw), shown, "{raw:?}");
            assert!(is_clean(shown));
            assert!(raw == shown || !is_trivially_clean(raw), "{raw:?}");
        }
    }

    #[test]
    fn what_is_trivially_clean_is_clean() {
        let mut sure = 0;
        for c in '\0'..=char::MAX {
            let text = format!("a{c}");
            if is_trivially_clean(&text) {
                sure += 1;
                assert!(is_clean(&text) && c != '\n', "{c:?}");
            }
        }
        // All but the last planes, and what is changed.
        assert!(sure > 800_000);
        assert!(is_trivially_clean("“审批”——A·B…，ok!"));
    }

    #[test]
    fn full_width_keys_have_ascii_equivalents() {
        for (typed, meant) in [
            ('、', '/'),
            ('？', '?'),
            ('：', ':'),
            ('；', ';'),
            ('，', ','),
            ('。', '.'),
            ('ｑ', 'q'),
            ('案', '案'),
        ] {
            assert_eq!(ascii_equivalent(typed), meant);
        }
    }
}
