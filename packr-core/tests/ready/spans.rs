//! Spans and events as they come, for tests to look at. Those of real guests include this file.
#![allow(dead_code, reason = "no test looks at all of it")]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::{LookupSpan, Registry};

#[derive(Clone, Default)]
pub(crate) struct Spans(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    spans: Vec<Span>,
    events: Vec<Happened>,
}

type Fields = BTreeMap<&'static str, String>;

#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) name: &'static str,
    pub(crate) level: Level,
    pub(crate) parent: Option<usize>,
    pub(crate) fields: Fields,
    pub(crate) is_closed: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Happened {
    pub(crate) level: Level,
    /// Index of the span.
    pub(crate) inside: Option<usize>,
    pub(crate) fields: Fields,
}

/// The index of a span.
struct Index(usize);

struct Fill<'a>(&'a mut Fields);

impl Visit for Fill<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Spans {
    /// Runs something on this thread, up to a level.
    pub(crate) fn during<R>(level: Level, run: impl FnOnce() -> R) -> (Self, R) {
        let spans = Self::default();
        let level = tracing_subscriber::filter::LevelFilter::from_level(level);
        let subscriber = Registry::default().with(spans.clone().with_filter(level));
        let result = tracing::subscriber::with_default(subscriber, run);
        (spans, result)
    }

    pub(crate) fn spans(&self) -> Vec<Span> {
        self.0.lock().unwrap().spans.clone()
    }

    pub(crate) fn events(&self) -> Vec<Happened> {
        self.0.lock().unwrap().events.clone()
    }

    /// The spans in the order in which they began, each inside its parent: the names of calls, or else those of spans.
    pub(crate) fn tree(&self) -> Vec<String> {
        let spans = self.spans();
        let path = |mut index: usize| {
            let mut depth = 0;
            while let Some(parent) = spans[index].parent {
                (depth, index) = (depth + 1, parent);
            }
            depth
        };
        let mut lines = vec![];
        let mut left: Vec<usize> = (0..spans.len()).rev().collect();
        left.retain(|index| spans[*index].parent.is_none());
        while let Some(index) = left.pop() {
            let span = &spans[index];
            let name = span.fields.get("otel.name");
            let name = name.map_or(span.name, |name| name);
            lines.push(format!("{}{name}", "  ".repeat(path(index))));
            let inside = (0..spans.len()).rev();
            left.extend(inside.filter(|inner| spans[*inner].parent == Some(index)));
        }
        lines
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let own = context.span(id).unwrap();
        let parent = own.parent();
        let parent = parent.and_then(|parent| Some(parent.extensions().get::<Index>()?.0));
        let mut fields = Fields::new();
        attributes.record(&mut Fill(&mut fields));
        let mut state = self.0.lock().unwrap();
        own.extensions_mut().insert(Index(state.spans.len()));
        state.spans.push(Span {
            name: attributes.metadata().name(),
            level: *attributes.metadata().level(),
            parent,
            fields,
            is_closed: false,
        });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        let index = span.extensions().get::<Index>().unwrap().0;
        values.record(&mut Fill(&mut self.0.lock().unwrap().spans[index].fields));
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let span = context.event_span(event);
        let inside = span.and_then(|span| Some(span.extensions().get::<Index>()?.0));
        let mut fields = Fields::new();
        event.record(&mut Fill(&mut fields));
        self.0.lock().unwrap().events.push(Happened {
            level: *event.metadata().level(),
            inside,
            fields,
        });
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let span = context.span(&id).unwrap();
        let index = span.extensions().get::<Index>().unwrap().0;
        self.0.lock().unwrap().spans[index].is_closed = true;
    }
}
