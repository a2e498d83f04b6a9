//! Metrics whose figures read as their values.

use anyhow::{Context, Result, anyhow};
use casebook::bundle::{
    Better, Bilingual, Metric, Point, Quantity, Relation, Role, Text, parse_figure,
};

use super::dice::Dice;
use super::words::{Object, Pair};

/// Draws the metrics of a case, and the position of each figure in the document.
pub struct Metrics<'a> {
    pub dice: &'a mut Dice,
    pub object: Object,
    pub trade: Pair,
    pub year: u16,
    /// The earliest position of the next figure, in characters.
    pub at: u32,
}

/// A point without its position: label, role and figure.
type Drawn = (Option<(String, String)>, Role, String);

/// A metric whose points have no positions yet.
struct Draft {
    label: (String, String),
    unit: &'static str,
    relation: Relation,
    better: Option<Better>,
    points: Vec<Drawn>,
}

impl Metrics<'_> {
    /// A metric of a random kind, with an id that is unique in its case.
    pub fn draw(&mut self, id: &str) -> Result<Metric> {
        let draft = match self.dice.between(0, 9) {
            0..=2 => self.duration(),
            3..=5 => self.count(),
            6 => self.rate(),
            7 => self.years(),
            8 => self.parts(),
            _ => self.money(),
        };
        let points = draft.points.into_iter().map(|point| self.place(point));
        Ok(Metric {
            id: Text::from(id),
            label: bilingual(&draft.label),
            unit: Text::from(draft.unit),
            relation: draft.relation,
            better: draft.better,
            period: None,
            indicator: None,
            points: points.collect::<Result<_>>()?,
        })
    }

    fn place(&mut self, (label, role, figure): Drawn) -> Result<Point> {
        let reading =
            parse_figure(&figure).map_err(|message| anyhow!("figure \"{figure}\" {message}"))?;
        let value = reading.value.context("a made-up figure is not masked")?;
        self.at += self.dice.between(4, 30);
        let at = self.at;
        self.at += u32::try_from(figure.chars().count())?;
        Ok(Point {
            label: label.as_ref().map(bilingual),
            role,
            value: Quantity::new(value),
            bound: reading.bound,
            figure: Text::from(figure.as_str()),
            at,
        })
    }

    /// The time that something takes, before and after.
    fn duration(&mut self) -> Draft {
        let before = self.dice.between(10, 90);
        let after = self.dice.between(1, before / 2);
        let bound = self.dice.any(&["", "以内", "左右"]);
        Draft {
            label: self.label("办理时限", "time for"),
            unit: "工作日",
            relation: Relation::Change,
            better: Some(Better::Lower),
            points: vec![
                (
                    labelled("法定时限", "statutory limit"),
                    Role::Statutory,
                    format!("{before}个工作日"),
                ),
                (
                    labelled("压缩后", "after reform"),
                    Role::After,
                    format!("{after}个工作日{bound}"),
                ),
            ],
        }
    }

    /// A single count.
    fn count(&mut self) -> Draft {
        let (what, english, unit) = self.dice.any(&[
            ("办件量", "items of", "件"),
            ("惠及企业", "firms served by", "家"),
            ("检查次数", "checks of", "次"),
            ("参训人次", "attendances of", "人次"),
        ]);
        let figure = match self.dice.between(0, 3) {
            0 => format!("{}{unit}", self.dice.between(3, 999)),
            1 => format!("{}余{unit}", self.dice.between(2, 98) * 100),
            2 => format!("超{}{unit}", self.dice.between(1, 9) * 1000),
            _ => {
                let tenths = self.dice.between(11, 999);
                format!("{}.{}万{unit}", tenths / 10, tenths % 10)
            }
        };
        Draft {
            label: self.label(what, english),
            unit,
            relation: Relation::Single,
            better: None,
            points: vec![(None, Role::Value, figure)],
        }
    }

    fn rate(&mut self) -> Draft {
        let (percent, tenth) = (self.dice.between(81, 99), self.dice.between(0, 9));
        let trade = self.trade;
        Draft {
            label: (
                format!("{}行业满意率", trade.zh),
                format!("satisfaction, {}", trade.en),
            ),
            unit: "%",
            relation: Relation::Single,
            better: Some(Better::Higher),
            points: vec![(None, Role::Value, format!("{percent}.{tenth}%"))],
        }
    }

    /// The same count in three years.
    fn years(&mut self) -> Draft {
        let mut count = self.dice.between(40, 4000);
        let points = (self.year - 2..=self.year).map(|year| {
            count += self.dice.between(0, count / 3);
            let label = labelled(&format!("{year}年"), &year.to_string());
            (label, Role::Value, format!("{count}件"))
        });
        let points = points.collect();
        Draft {
            label: self.label("办结数", "closed items of"),
            unit: "件",
            relation: Relation::OverTime,
            better: None,
            points,
        }
    }

    /// A whole and its two parts.
    fn parts(&mut self) -> Draft {
        let (first, second) = (self.dice.between(10, 800), self.dice.between(10, 800));
        Draft {
            label: self.label("纠纷数", "disputes about"),
            unit: "起",
            relation: Relation::Parts,
            better: None,
            points: vec![
                (
                    labelled("合计", "total"),
                    Role::Total,
                    format!("{}起", first + second),
                ),
                (
                    labelled("调解成功", "settled"),
                    Role::Part,
                    format!("{first}起"),
                ),
                (
                    labelled("转入诉讼", "gone to court"),
                    Role::Part,
                    format!("{second}起"),
                ),
            ],
        }
    }

    fn money(&mut self) -> Draft {
        let hundredths = self.dice.between(101, 99_999);
        let (yuan, rest) = (hundredths / 100, hundredths % 100);
        let scale = self.dice.any(&["万", "万", "万余", "亿"]);
        Draft {
            label: self.label("涉及金额", "money in"),
            unit: "元",
            relation: Relation::Single,
            better: None,
            points: vec![(None, Role::Value, format!("{yuan}.{rest:02}{scale}元"))],
        }
    }

    fn label(&self, what: &str, english: &str) -> (String, String) {
        let Pair { zh, en } = self.object.name;
        (format!("{zh}{what}"), format!("{english} {en}"))
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the label of a point may be none")]
fn labelled(zh: &str, en: &str) -> Option<(String, String)> {
    Some((zh.to_owned(), en.to_owned()))
}

/// A text in both languages.
pub fn bilingual((zh, en): &(String, String)) -> Bilingual {
    Bilingual {
        zh: Text::from(zh.as_str()),
        en: Text::from(en.as_str()),
    }
}
