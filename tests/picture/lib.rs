//! What egui paints, as pictures, without a GPU; and pictures compared with a tolerance.
//!
//! egui paints triangles; here they are filled on the CPU by the rules of egui's own shaders: colours are multiplied and
//! blended in gamma space, premultiplied. Glyphs and icons stand pixel on pixel, so the nearest texel is the right one.

use egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, ImageData, Pos2, TextureId, TexturesDelta};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;
use std::sync::Arc;

/// A channel of a pixel may be as far off as this: a file has fewer colours.
pub const SAME: u8 = 32;
/// Of a thousand pixels so many may differ.
pub const MOST: usize = 2;
/// Colours of a palette.
const MOST_COLOURS: usize = 96;
/// Those of them that are taken as they are.
const SURFACES: usize = 24;
/// Shades of a channel that become one.
const CLOSE: u8 = 32;

/// A picture without transparency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width and height.
    pub size: [usize; 2],
    /// Row by row.
    pub pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// How it differs from another, where that is more than is tolerated.
    pub fn difference(&self, other: &Self) -> Option<String> {
        if self.size != other.size {
            return Some(format!("{:?} and {:?} pixels", self.size, other.size));
        }
        let differing = self.pixels.iter().zip(&other.pixels).filter(|(a, b)| !is_same(**a, **b)).count();
        (differing * 1_000 > MOST * self.pixels.len())
            .then(|| format!("{differing} of {} pixels differ", self.pixels.len()))
    }

    /// `other`, pale, and red where it differs; they are of one size.
    pub fn marked(&self, other: &Self) -> Self {
        let pixels = self.pixels.iter().zip(&other.pixels);
        let pixels =
            pixels.map(|(a, b)| if is_same(*a, *b) { b.map(|channel| 160 + channel / 4) } else { [255, 0, 0] });
        Self { size: self.size, pixels: pixels.collect() }
    }

    /// The picture of a PNG file; `None` where there is none that can be read.
    pub fn read(path: &Path) -> Option<Self> {
        let mut decoder = png::Decoder::new(BufReader::new(File::open(path).ok()?));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().ok()?;
        let mut bytes = vec![0; reader.output_buffer_size()?];
        let info = reader.next_frame(&mut bytes).ok()?;
        let pixels = bytes[..info.buffer_size()].as_chunks::<3>().0.to_vec();
        Some(Self { size: [info.width as usize, info.height as usize], pixels })
    }

    /// Writes a PNG file with a palette, which makes it a quarter as large: the colours of surfaces stay as they are, those
    /// at the edges of letters come near.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    pub fn write(&self, path: &Path) {
        let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
        for pixel in &self.pixels {
            *counts.entry(*pixel).or_default() += 1;
        }
        let mut colours: Vec<([u8; 3], usize)> = counts.into_iter().collect();
        colours.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let palette = palette(&colours);
        let nearest = |colour: [u8; 3]| palette.iter().zip(0..=u8::MAX).min_by_key(|(own, _)| distance(**own, colour));
        let indices: HashMap<[u8; 3], u8> =
            colours.iter().filter_map(|(colour, _)| Some((*colour, nearest(*colour)?.1))).collect();

        std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        let file = BufWriter::new(File::create(path).expect("writable"));
        let mut encoder = png::Encoder::new(file, self.size[0] as u32, self.size[1] as u32);
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette.concat());
        let bytes: Vec<u8> = self.pixels.iter().map(|pixel| indices[pixel]).collect();
        let mut writer = encoder.write_header().expect("writable");
        writer.write_image_data(&bytes).expect("writable");
    }
}

/// The most frequent colours, and what is in the middle of the others that are close to each other.
fn palette(colours: &[([u8; 3], usize)]) -> Vec<[u8; 3]> {
    let (surfaces, edges) = colours.split_at(colours.len().min(SURFACES));
    let mut close: BTreeMap<[u8; 3], ([usize; 3], usize)> = BTreeMap::new();
    for (colour, count) in edges {
        let (sum, all) = close.entry(colour.map(|channel| channel / CLOSE)).or_default();
        for (sum, channel) in sum.iter_mut().zip(colour) {
            *sum += usize::from(*channel) * count;
        }
        *all += count;
    }
    let mut close: Vec<_> = close.into_values().collect();
    close.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let middles = close.iter().map(|(sum, count)| sum.map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX)));
    surfaces.iter().map(|(colour, _)| *colour).chain(middles).take(MOST_COLOURS).collect()
}

fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
}

fn is_same(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= SAME)
}

/// The textures of a window, as egui hands them to a renderer.
#[derive(Debug, Default)]
pub struct Textures(HashMap<TextureId, ColorImage>);

impl Textures {
    /// Takes in what has changed.
    pub fn change(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(image) = change.image;
                match (change.pos, self.0.get_mut(&id)) {
                    (Some([left, top]), Some(texture)) => {
                        let width = image.size[0];
                        for (row, pixels) in image.pixels.chunks_exact(width).enumerate() {
                            let start = (top + row) * texture.size[0] + left;
                            texture.pixels[start..start + width].copy_from_slice(pixels);
                        }
                    }
                    _ => {
                        self.0.insert(id, Arc::unwrap_or_clone(image));
                    }
                }
            }
        }
        for id in delta.free.drain() {
            self.0.remove(&id);
        }
    }

    /// Draws what egui has tessellated, at one pixel for each point.
    pub fn draw(&self, primitives: &[ClippedPrimitive], size: [usize; 2]) -> Picture {
        let mut canvas = Canvas { size, pixels: vec![Color32::BLACK; size[0] * size[1]] };
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            let Primitive::Mesh(mesh) = primitive else { continue };
            let clip = Clip {
                x: edge(clip_rect.min.x, size[0])..edge(clip_rect.max.x, size[0]),
                y: edge(clip_rect.min.y, size[1])..edge(clip_rect.max.y, size[1]),
            };
            if let Some(texture) = self.0.get(&mesh.texture_id) {
                canvas.mesh(mesh, texture, &clip);
            }
        }
        let pixels = canvas.pixels.iter().map(|colour| [colour.r(), colour.g(), colour.b()]).collect();
        Picture { size, pixels }
    }
}

/// The first pixel whose centre is not in front of this, as a GPU decides it.
fn edge(at: f32, size: usize) -> usize {
    ((at - 0.5).ceil().max(0.0) as usize).min(size)
}

/// What is seen of a mesh, in pixels.
struct Clip {
    x: std::ops::Range<usize>,
    y: std::ops::Range<usize>,
}

/// What is drawn on; premultiplied, in gamma space, as egui blends.
struct Canvas {
    size: [usize; 2],
    pixels: Vec<Color32>,
}

impl Canvas {
    fn mesh(&mut self, mesh: &Mesh, texture: &ColorImage, clip: &Clip) {
        for corners in mesh.indices.as_chunks::<3>().0 {
            self.triangle(corners.map(|index| mesh.vertices[index as usize]), texture, clip);
        }
    }

    fn triangle(&mut self, mut corners: [Vertex; 3], texture: &ColorImage, clip: &Clip) {
        corners.sort_by(|one, other| one.pos.y.total_cmp(&other.pos.y));
        let [top, middle, bottom] = corners;
        let area = cross(top.pos, middle.pos, bottom.pos);
        if area == 0.0 {
            return;
        }
        let is_plain = corners.iter().all(|corner| corner.color == top.color && corner.uv == top.uv);
        let plain = is_plain.then(|| multiply(top.color, sample(texture, top.uv)));
        let first = edge(top.pos.y, self.size[1]).max(clip.y.start);
        let last = edge(bottom.pos.y, self.size[1]).min(clip.y.end);
        for row in first..last {
            let y = row as f32 + 0.5;
            let long = crossing(top.pos, bottom.pos, y);
            let short =
                if y < middle.pos.y { crossing(top.pos, middle.pos, y) } else { crossing(middle.pos, bottom.pos, y) };
            let from = edge(long.min(short), self.size[0]).max(clip.x.start);
            let to = edge(long.max(short), self.size[0]).min(clip.x.end);
            if from >= to {
                continue;
            }
            let pixels = &mut self.pixels[row * self.size[0]..][from..to];
            match plain {
                Some(colour) if colour.is_opaque() => pixels.fill(colour),
                Some(colour) if colour == Color32::TRANSPARENT => {}
                Some(colour) => pixels.iter_mut().for_each(|pixel| *pixel = over(colour, *pixel)),
                None => {
                    for (column, pixel) in (from..).zip(pixels) {
                        let at = Pos2::new(column as f32 + 0.5, y);
                        let shares = [
                            cross(at, middle.pos, bottom.pos) / area,
                            cross(top.pos, at, bottom.pos) / area,
                            cross(top.pos, middle.pos, at) / area,
                        ];
                        let colour = mix(shares, corners.map(|corner| corner.color));
                        let uv = Pos2::new(
                            dot(shares, corners.map(|corner| corner.uv.x)),
                            dot(shares, corners.map(|corner| corner.uv.y)),
                        );
                        *pixel = over(multiply(colour, sample(texture, uv)), *pixel);
                    }
                }
            }
        }
    }
}

fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// Where the line between these is at this height.
fn crossing(a: Pos2, b: Pos2, y: f32) -> f32 {
    if a.y == b.y { a.x } else { a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y) }
}

fn dot(shares: [f32; 3], values: [f32; 3]) -> f32 {
    shares[0] * values[0] + shares[1] * values[1] + shares[2] * values[2]
}

fn mix(shares: [f32; 3], colours: [Color32; 3]) -> Color32 {
    let [a, b, c] = colours.map(|colour| colour.to_array());
    let channel =
        |index: usize| dot(shares, [a[index], b[index], c[index]].map(f32::from)).round().clamp(0.0, 255.0) as u8;
    Color32::from_rgba_premultiplied(channel(0), channel(1), channel(2), channel(3))
}

/// The texel there: glyphs and icons stand pixel on pixel.
fn sample(texture: &ColorImage, uv: Pos2) -> Color32 {
    let [width, height] = texture.size;
    let at = |share: f32, size: usize| ((share * size as f32).max(0.0) as usize).min(size - 1);
    texture.pixels[at(uv.y, height) * width + at(uv.x, width)]
}

fn multiply(one: Color32, other: Color32) -> Color32 {
    if other == Color32::WHITE {
        return one;
    }
    let (one, other) = (one.to_array(), other.to_array());
    let channel = |index: usize| scaled(one[index], other[index]);
    Color32::from_rgba_premultiplied(channel(0), channel(1), channel(2), channel(3))
}

fn over(above: Color32, below: Color32) -> Color32 {
    let rest = 255 - above.a();
    if rest == 255 && above == Color32::TRANSPARENT {
        return below;
    }
    let (above, below) = (above.to_array(), below.to_array());
    let channel = |index: usize| above[index].saturating_add(scaled(below[index], rest));
    Color32::from_rgba_premultiplied(channel(0), channel(1), channel(2), 255)
}

/// `a` × `b` / 255, rounded.
fn scaled(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}
