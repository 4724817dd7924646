//! `cargo bench -p nunchi-vision --features benchmark`: every layer of the network by itself. A
//! throughput of 1 G/s are a thousand million products that are added up a second.
#![allow(missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use nunchi_vision::benchmark::layers;

fn every_layer(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("layers");
    for (number, mut layer) in layers().into_iter().enumerate() {
        // Some layers are alike, and each has a name of its own.
        let name = format!("{:02} {}", number + 1, layer.name);
        group.throughput(Throughput::Elements(layer.products));
        group.bench_function(name, |bencher| bencher.iter(&mut layer.run));
    }
    group.finish();
}

criterion_group!(benches, every_layer);
criterion_main!(benches);
