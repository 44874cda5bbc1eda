//! Values of Parquet in JSON: dates and times as text (ISO 8601), decimals as numbers.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span, Timestamp, tz::TimeZone};
use parquet::basic::{LogicalType, TimeUnit};
use parquet::data_type::Decimal;
use parquet::record::Field;
use parquet::schema::types::Type;
use serde_json::{Map, Value};

/// The beginning of Parquet's count of days.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// A value of a column of a type. What JSON has no word for, such as infinity, a date out of all
/// calendars and bytes that are no text, is null.
pub(super) fn json(field: &Field, kind: &Type) -> Value {
    let logical = kind.get_basic_info().logical_type_ref();
    let (is_utc, unit) = match logical {
        Some(LogicalType::Timestamp(told)) => (told.is_adjusted_to_u_t_c, Some(&told.unit)),
        _ => (false, None),
    };
    match (field, unit) {
        (Field::TimestampMillis(count), _) => moment(Timestamp::from_millisecond(*count), is_utc),
        (Field::TimestampMicros(count), _) => moment(Timestamp::from_microsecond(*count), is_utc),
        (Field::Long(count), Some(TimeUnit::NANOS)) => {
            moment(Timestamp::from_nanosecond(i128::from(*count)), is_utc)
        }
        _ => plain(field),
    }
}

fn plain(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(value) => Value::from(*value),
        Field::Byte(number) => Value::from(*number),
        Field::Short(number) => Value::from(*number),
        Field::Int(number) => Value::from(*number),
        Field::Long(number) => Value::from(*number),
        Field::UByte(number) => Value::from(*number),
        Field::UShort(number) => Value::from(*number),
        Field::UInt(number) => Value::from(*number),
        Field::ULong(number) => Value::from(*number),
        Field::Float16(number) => Value::from(number.to_f64()),
        Field::Float(number) => Value::from(*number),
        Field::Double(number) => Value::from(*number),
        Field::Decimal(number) => decimal(number).map(Value::from).unwrap_or_default(),
        Field::Str(text) => Value::from(text.as_str()),
        Field::Bytes(bytes) => {
            std::str::from_utf8(bytes.data()).map(Value::from).unwrap_or_default()
        }
        Field::Date(days) => date(*days),
        Field::TimeMillis(count) => time(SignedDuration::from_millis(i64::from(*count))),
        Field::TimeMicros(count) => time(SignedDuration::from_micros(*count)),
        Field::TimestampMillis(count) => moment(Timestamp::from_millisecond(*count), false),
        Field::TimestampMicros(count) => moment(Timestamp::from_microsecond(*count), false),
        Field::Group(group) => {
            let members = group.get_column_iter();
            Value::Object(members.map(|(name, field)| (name.clone(), plain(field))).collect())
        }
        Field::ListInternal(list) => list.elements().iter().map(plain).collect(),
        Field::MapInternal(map) => {
            let entries = map.entries().iter();
            Value::Object(
                entries.map(|(key, value)| (word(key), plain(value))).collect::<Map<_, _>>(),
            )
        }
    }
}

/// A key of a map, as JSON has keys.
fn word(key: &Field) -> String {
    match plain(key) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// The nearest number to a decimal of up to 38 digits, which are the most that others write.
fn decimal(decimal: &Decimal) -> Option<f64> {
    let bytes = decimal.data();
    let mut whole = if bytes.first()? & 0x80 == 0 { [0; 16] } else { [0xff; 16] };
    let start = whole.len().checked_sub(bytes.len())?;
    whole.get_mut(start..)?.copy_from_slice(bytes);
    format!("{}e{}", i128::from_be_bytes(whole), -i64::from(decimal.scale())).parse().ok()
}

fn date(days: i32) -> Value {
    let date = Span::new().try_days(days).and_then(|days| EPOCH.checked_add(days));
    date.map(|date| Value::from(date.to_string())).unwrap_or_default()
}

fn time(since_midnight: SignedDuration) -> Value {
    let time = Time::midnight().checked_add(since_midnight);
    time.map(|time| Value::from(time.to_string())).unwrap_or_default()
}

fn moment(moment: Result<Timestamp, jiff::Error>, is_utc: bool) -> Value {
    let Ok(moment) = moment else { return Value::Null };
    if is_utc {
        return Value::from(moment.to_string());
    }
    let local: DateTime = TimeZone::UTC.to_datetime(moment);
    Value::from(local.to_string())
}
