//! One made-up case: its parts are drawn from the word lists, and its texts composed of them.

use anyhow::Result;
use casebook::bundle::{Case, Kind, Level, Prose, Section, Source, Text, Topic, Word};

use super::dice::Dice;
use super::metric::{Metrics, bilingual};
use super::place::{Place, Province};
use super::words::{Object, Pair, Words, romanised};

/// What the texts of a case are composed of.
struct Parts {
    place: Place,
    action: Pair,
    object: Object,
    mechanism: Pair,
    goal: Pair,
    trade: Pair,
    organ: (Level, Pair),
    brand: &'static str,
    brand_noun: &'static str,
    township: String,
    surname: char,
    given_name: &'static str,
    /// Such as 三张网, in Chinese and English.
    counted: (String, String),
}

/// The numbers that slogans begin with.
const NUMBERS: &[(&str, &str)] = &[
    ("三", "Three"),
    ("四", "Four"),
    ("五", "Five"),
    ("一", "One"),
    ("两", "Two"),
    ("六", "Six"),
    ("八", "Eight"),
    ("十", "Ten"),
];

/// Makes a case of a source in a province; `number` is its number in the source.
pub fn make(
    words: &Words,
    province: &Province,
    (source, year): (&Source, u16),
    number: usize,
    dice: &mut Dice,
) -> Result<Case> {
    let parts = Parts::draw(words, province, dice);
    let from = dice.between(0, 40_000);
    let (metrics, until) = {
        let mut draw = Metrics {
            dice,
            object: parts.object,
            trade: parts.trade,
            year,
            at: from + 40,
        };
        let count = if draw.dice.chance(30) { 2 } else { 1 };
        let ids = ["main", "other"].into_iter().take(count);
        let metrics = ids.map(|id| draw.draw(id)).collect::<Result<_>>()?;
        (metrics, draw.at)
    };
    Ok(Case {
        id: Text::from(format!("{}/{number:05}", source.id.as_str()).as_str()),
        source: source.id.clone(),
        path: vec![Text::from(
            parts.object.topic.name(casebook::bundle::Lang::Zh),
        )],
        kind: dice.often(Kind::ALL),
        title: bilingual(&parts.title(dice)),
        organ: Text::from(parts.organ_name().as_str()),
        region: parts.place.region.clone(),
        level: parts.organ.0,
        years: years(year, dice),
        period: None,
        topics: topics(parts.object.topic, dice),
        tags: parts.tags(words, dice),
        summary: bilingual(&parts.summary(words, dice)),
        sections: parts.sections(words, dice),
        span: vec![[from, until + dice.between(20, 200)]],
        metrics,
        notices: Vec::new(),
    })
}

fn years(year: u16, dice: &mut Dice) -> Vec<u16> {
    match dice.between(0, 9) {
        0 => Vec::new(),
        1..=2 => vec![year - 1, year],
        _ => vec![year],
    }
}

fn topics(main: Topic, dice: &mut Dice) -> Vec<Topic> {
    let other = dice.any(Topic::ALL);
    if other != main && dice.chance(20) {
        vec![main, other]
    } else {
        vec![main]
    }
}

impl Parts {
    fn draw(words: &Words, province: &Province, dice: &mut Dice) -> Self {
        let place = province.place(dice);
        let number = dice.often(NUMBERS);
        let counted = dice.often(&words.counted);
        let (body, end) = (
            dice.any(&words.townships),
            dice.any(&["镇", "镇", "乡", "街道", "社区", "村"]),
        );
        let level = match (place.region.county.is_some(), dice.between(0, 9)) {
            (true, 0) => Level::Township,
            (true, 1..=8) => Level::County,
            (_, 9) => Level::Zone,
            _ => Level::Prefecture,
        };
        Self {
            place,
            action: dice.often(&words.actions),
            object: dice.often(&words.objects),
            mechanism: dice.often(&words.mechanisms),
            goal: dice.often(&words.goals),
            trade: dice.often(&words.trades),
            organ: (level, dice.often(&words.organs)),
            brand: dice.any(&words.brands),
            brand_noun: dice.often(&words.brand_nouns),
            township: format!("{body}{end}"),
            surname: dice.often(&words.surnames),
            given_name: dice.any(&words.given_names),
            counted: (
                format!("{}{}", number.0, counted.zh),
                format!("{} {}", number.1, counted.en),
            ),
        }
    }

    /// A title of a random form, in Chinese and English.
    fn title(&self, dice: &mut Dice) -> (String, String) {
        let (place, in_english) = (&self.place.short.0, &self.place.short.1);
        let (action, object, goal) = (self.action, self.object.name, self.goal);
        let (mechanism, trade) = (self.mechanism, self.trade);
        let brand = format!("{}{}", self.brand, self.brand_noun);
        let call = romanised(self.brand);
        let township = romanised(&self.township);
        let person = format!("{}{}", self.surname, self.given_name);
        let (counted, count) = (&self.counted.0, &self.counted.1);
        let (act, of, to) = (action.en, object.en, goal.en);
        let (how, branch) = (mechanism.en, trade.en);
        let (action, object, goal) = (action.zh, object.zh, goal.zh);
        let (mechanism, trade) = (mechanism.zh, trade.zh);
        match dice.between(0, 9) {
            0 => (
                format!("{action}{object}，{goal}"),
                format!("{act} {of} {to}"),
            ),
            1 => (
                format!("{place}“{brand}”{mechanism}{goal}"),
                format!("{in_english}: the “{call}” {how} {to}"),
            ),
            2 => (
                format!("“{counted}”{action}{object}{mechanism}"),
                format!("{count}: {act} the {how} of {of}"),
            ),
            3 => (
                format!("{trade}领域{object}“{brand}”{mechanism}"),
                format!("The “{call}” {how} of {of} in {branch}"),
            ),
            4 => (
                format!(
                    "{action}{township_zh}{object}{mechanism}",
                    township_zh = self.township
                ),
                format!("{township}: {act} the {how} of {of}"),
            ),
            5 => (
                format!("{place}{action}{object} {goal}"),
                format!("{in_english}: {act} {of} {to}"),
            ),
            6 => (
                format!("{}“{person}{}”{mechanism}", self.township, self.brand_noun),
                format!("{township}: the {how} of {}", romanised(&person)),
            ),
            7 => (
                format!("{place}以“{counted}{mechanism}”{goal}"),
                format!("{in_english}: “{count}” {to}"),
            ),
            8 => (
                format!("{action}{trade}“{counted}”，{goal}"),
                format!("{act} “{count}” for {branch} {to}"),
            ),
            _ => (
                format!("{place}{trade}行业{object}{mechanism}"),
                format!("{in_english}: a {how} of {of} in {branch}"),
            ),
        }
    }

    fn organ_name(&self) -> String {
        let (level, organ) = self.organ;
        let place = &self.place.full;
        match level {
            Level::Township => format!("{place}{}人民政府", self.township),
            Level::Zone => format!("{place}经济开发区管理委员会"),
            _ => format!("{place}{}", organ.zh),
        }
    }

    fn tags(&self, words: &Words, dice: &mut Dice) -> Vec<Text> {
        let mut tags = vec![dice.often(&words.tags), self.trade.zh];
        if dice.chance(40) {
            tags.push(dice.often(&words.tags));
        }
        tags.dedup();
        tags.into_iter().map(Text::from).collect()
    }

    fn summary(&self, words: &Words, dice: &mut Dice) -> (String, String) {
        let (place, in_english) = (&self.place.short.0, &self.place.short.1);
        let zh = format!(
            "{place}{}{}。{}",
            self.action.zh,
            self.object.name.zh,
            self.told(dice.any(&words.gains))
        );
        let en = format!(
            "{} of {in_english}: {} {} {}.",
            self.organ.1.en, self.action.en, self.object.name.en, self.goal.en
        );
        (zh, en)
    }

    fn sections(&self, words: &Words, dice: &mut Dice) -> Vec<Section> {
        let section = |zh: &str, en: &str, text: &str| Section {
            heading: bilingual(&(zh.to_owned(), en.to_owned())),
            text: Prose::from(text),
        };
        let deed = self.told(dice.any(&words.deeds));
        let mut sections = vec![section("做法", "Measures", &deed)];
        if dice.chance(25) {
            let results = self.told(dice.any(&words.gains));
            sections.push(section("成效", "Results", &results));
        }
        sections
    }

    /// A sentence of the word lists, with the parts of this case in its slots.
    fn told(&self, sentence: &str) -> String {
        sentence
            .replace("{organ}", &self.organ_name())
            .replace("{object}", self.object.name.zh)
            .replace("{trade}", self.trade.zh)
            .replace("{township}", &self.township)
            .replace("{surname}", &self.surname.to_string())
            .replace("{brand}", self.brand)
            .replace("{mechanism}", self.mechanism.zh)
    }
}
