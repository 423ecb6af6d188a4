// rustc follows generic code to a depth of 128, unless the crate says otherwise: it has to be told before rustc stops somewhere.
packr::bindgen!({
    inline: "package a:b;
        world deep {
            record t0 { t: list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<t1>>>>>>>>>>>>>>> }
            record t1 { t: list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<t2>>>>>>>>>>>>>>> }
            record t2 { t: list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<t3>>>>>>>>>>>>>>> }
            record t3 { t: list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<t4>>>>>>>>>>>>>>> }
            record t4 { t: list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<t5>>>>>>>>>>>>>>> }
            record t5 { t: list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<t6>>>>>>>>>>>>>>> }
            record t6 { t: list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<t7>>>>>>>>>>>>>>> }
            record t7 { t: list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<t0>>>>>>>>>>>>>>> }
            export f: func(t: t0);
        }",
});

fn main() {}
