//! Where a request was sent to before a proxy passed it on, as its header says: `Forwarded` (RFC 7239), `X-Forwarded-*`, and a
//! `Host` that is not that of its address. A proof names the address that its sender knew (RFC 9449 §4.3; RFC 9110 §7.1).

/// Values of one field that are taken: one for each proxy.
const MOST: usize = 3;
/// Longest value that is read.
const LONGEST: usize = 512;

#[derive(Default)]
pub(super) struct Forwarded {
    hosts: Vec<String>,
    schemes: Vec<String>,
    ports: Vec<String>,
    prefixes: Vec<String>,
}

impl Forwarded {
    /// What a field of the header says of it.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        if value.len() > LONGEST {
            return;
        }
        if name.eq_ignore_ascii_case("forwarded") {
            for (name, value) in value.split([',', ';']).filter_map(|pair| pair.split_once('=')) {
                match name.trim() {
                    name if name.eq_ignore_ascii_case("host") => add(&mut self.hosts, value),
                    name if name.eq_ignore_ascii_case("proto") => add(&mut self.schemes, value),
                    _ => {}
                }
            }
            return;
        }
        let all = match name {
            name if name.eq_ignore_ascii_case("host") || name.eq_ignore_ascii_case("x-forwarded-host") => {
                &mut self.hosts
            }
            name if name.eq_ignore_ascii_case("x-forwarded-proto") => &mut self.schemes,
            name if name.eq_ignore_ascii_case("x-forwarded-port") => &mut self.ports,
            name if name.eq_ignore_ascii_case("x-forwarded-prefix") => &mut self.prefixes,
            _ => return,
        };
        value.split(',').for_each(|value| add(all, value));
    }

    /// The addresses that this may have been, but for itself.
    pub(super) fn addresses(self, address: &str) -> Vec<String> {
        let Some((scheme, rest)) = address.split_once("//") else { return Vec::new() };
        let (own, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let own_scheme = scheme.trim_end_matches(':').to_owned();
        let or = |all: Vec<String>, usual: String| if all.is_empty() { vec![usual] } else { all };
        let schemes = or(self.schemes, own_scheme);
        let hosts = or(self.hosts, own.to_owned());
        let mut all = Vec::new();
        for host in &hosts {
            let name = host.rsplit_once(':').filter(|(_, port)| !port.contains(']')).map_or(&**host, |(name, _)| name);
            let with_port = self.ports.iter().map(|port| format!("{name}:{port}"));
            for host in std::iter::once(host.clone()).chain(with_port) {
                for prefix in std::iter::once("").chain(self.prefixes.iter().map(|prefix| prefix.trim_end_matches('/')))
                {
                    let address = |scheme: &String| match scheme.as_str() {
                        "" => format!("//{host}{prefix}{path}"),
                        scheme => format!("{scheme}://{host}{prefix}{path}"),
                    };
                    all.extend(schemes.iter().map(address));
                }
            }
        }
        all.retain(|one| one != address);
        all
    }
}

fn add(all: &mut Vec<String>, value: &str) {
    let value = value.trim().trim_matches('"');
    if !value.is_empty() && all.len() < MOST && !value.contains(char::is_whitespace) {
        all.push(value.to_owned());
    }
}
