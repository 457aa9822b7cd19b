//! Where a request was sent to before a proxy passed it on, as its header says: `Forwarded` (RFC 7239), `X-Forwarded-*` and what
//! else proxies write, and a `Host` that is not that of its address. A proof names the address that its sender knew (RFC 9449
//! §4.3; RFC 9110 §7.1).

/// Values of one field that are taken: one for each proxy.
const MOST: usize = 3;
/// Addresses that a request may have had.
const MOST_ADDRESSES: usize = 64;
/// Longest value that is read.
const LONGEST: usize = 512;

/// Fields that name a host, a scheme, a port.
const HOSTS: [&str; 2] = ["x-forwarded-host", "x-original-host"];
const SCHEMES: [&str; 3] = ["x-forwarded-proto", "x-forwarded-scheme", "x-original-proto"];
/// A part of the path that was taken away in front.
const PREFIXES: [&str; 1] = ["x-forwarded-prefix"];
/// The whole path, or the address.
const PATHS: [&str; 7] = [
    "x-envoy-original-path",
    "x-original-url",
    "x-original-uri",
    "x-rewrite-url",
    "x-forwarded-uri",
    "x-forwarded-path",
    "x-replaced-path",
];
const METHODS: [&str; 3] = ["x-forwarded-method", "x-original-method", "x-envoy-original-method"];

/// The fields of a header that are read, in small letters.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let one = ["forwarded", "x-forwarded-port"];
    one.into_iter().chain(HOSTS).chain(SCHEMES).chain(PREFIXES).chain(PATHS).chain(METHODS)
}

#[derive(Default)]
pub(super) struct Forwarded {
    /// Those of `Host` itself.
    own: Vec<String>,
    hosts: Vec<String>,
    schemes: Vec<String>,
    ports: Vec<String>,
    prefixes: Vec<String>,
    paths: Vec<String>,
    methods: Vec<String>,
}

/// What a header says of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Origin {
    /// Addresses that this may have been, but for itself.
    pub(super) addresses: Vec<String>,
    /// Methods that it may have had.
    pub(super) methods: Vec<String>,
    /// Where it goes to instead, if the sender is believed: to the host of `Host`, or by the scheme that the proxy saw.
    pub(super) target: Option<String>,
    /// There are several hosts (RFC 9112 §3.2: to be answered with 400).
    pub(super) has_several_hosts: bool,
}

impl Forwarded {
    /// What a field of the header says of it.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        if value.len() > LONGEST {
            return;
        }
        let name = name.to_ascii_lowercase();
        let is = |names: &[&str]| names.contains(&name.as_str());
        let (all, is_good): (&mut Vec<String>, fn(&str) -> bool) = match name.as_str() {
            "forwarded" => return self.forwarded(value),
            "host" => (&mut self.own, is_host),
            "x-forwarded-port" => (&mut self.ports, |port| port.bytes().all(|byte| byte.is_ascii_digit())),
            _ if is(&HOSTS) => (&mut self.hosts, is_host),
            _ if is(&SCHEMES) => (&mut self.schemes, is_scheme),
            _ if is(&PREFIXES) => (&mut self.prefixes, is_prefix),
            _ if is(&PATHS) => (&mut self.paths, is_path),
            _ if is(&METHODS) => (&mut self.methods, |method| method.bytes().all(|byte| byte.is_ascii_alphabetic())),
            _ => return,
        };
        value.split(',').for_each(|value| add(all, value, is_good));
    }

    /// RFC 7239 §4: pairs whose values may be in quotation marks, in which no sign ends one.
    fn forwarded(&mut self, value: &str) {
        let mut rest = value;
        while let Some((name, behind)) = rest.split_once('=') {
            let name = name.rsplit([',', ';']).next().unwrap_or(name).trim();
            let mut value = String::new();
            let end = match behind.trim_start().strip_prefix('"') {
                Some(quoted) => {
                    let mut characters = quoted.char_indices();
                    loop {
                        match characters.next() {
                            Some((_, '\\')) => value.extend(characters.next().map(|(_, escaped)| escaped)),
                            Some((at, '"')) => break behind.len() - quoted.len() + at + 1,
                            Some((_, character)) => value.push(character),
                            // It is not closed.
                            None => return,
                        }
                    }
                }
                None => {
                    let end = behind.find([',', ';']).unwrap_or(behind.len());
                    value.push_str(&behind[..end]);
                    end
                }
            };
            match name {
                name if name.eq_ignore_ascii_case("host") => add(&mut self.hosts, &value, is_host),
                name if name.eq_ignore_ascii_case("proto") => add(&mut self.schemes, &value, is_scheme),
                _ => {}
            }
            rest = &behind[end..];
        }
    }

    /// What all of it says of the request to this address.
    pub(super) fn origin(self, address: &str) -> Origin {
        let Some((scheme, rest)) = address.split_once("//") else { return Origin::default() };
        let (own, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let own_scheme = scheme.trim_end_matches(':').to_owned();
        let is_alike = |host: &&String| name_of(host).eq_ignore_ascii_case(name_of(own));
        let has_several_hosts = self.own.iter().any(|host| !host.eq_ignore_ascii_case(&self.own[0]));
        let other_host = self.own.iter().find(|host| !is_alike(host));
        let is_secure =
            !self.schemes.is_empty() && self.schemes.iter().all(|scheme| scheme.eq_ignore_ascii_case("https"));
        let is_secured = is_secure && !own_scheme.eq_ignore_ascii_case("https");
        let target = (other_host.is_some() || is_secured).then(|| {
            let scheme = if is_secured { "https:" } else { scheme };
            format!("{scheme}//{}{path}", other_host.map_or(own, String::as_str))
        });
        let or = |all: Vec<String>, usual: String| if all.is_empty() { vec![usual] } else { all };
        let schemes = or(self.schemes, own_scheme);
        let hosts: Vec<String> = self.own.into_iter().chain(self.hosts).collect();
        let hosts = or(hosts, own.to_owned());
        let paths = paths(path, self.prefixes, &self.paths);
        let mut all: Vec<String> = self.paths.iter().filter(|path| path.contains("://")).cloned().collect();
        let with_ports = hosts.iter().flat_map(|host| {
            let with_port = self.ports.iter().map(move |port| format!("{}:{port}", name_of(host)));
            std::iter::once(host.clone()).chain(with_port)
        });
        for host in with_ports {
            for path in &paths {
                if all.len() > MOST_ADDRESSES {
                    break;
                }
                let address = |scheme: &String| match scheme.as_str() {
                    "" => format!("//{host}{path}"),
                    scheme => format!("{scheme}://{host}{path}"),
                };
                all.extend(schemes.iter().map(address));
            }
        }
        all.retain(|one| one != address);
        Origin { addresses: all, methods: self.methods, target, has_several_hosts }
    }
}

/// The path itself, behind what was taken away of it in front (by one proxy or by all), and instead of what it was replaced by.
fn paths(path: &str, prefixes: Vec<String>, replaced: &[String]) -> Vec<String> {
    let with_slash = |prefix: &String| {
        let prefix = prefix.trim_matches('/');
        if prefix.is_empty() { String::new() } else { format!("/{prefix}") }
    };
    let prefixes: Vec<String> = prefixes.iter().map(with_slash).collect();
    let joined = (prefixes.len() > 1).then(|| prefixes.concat());
    let mut all = vec![path.to_owned()];
    for prefix in prefixes.into_iter().chain(joined) {
        // Nothing is left of it: the proxy sends a slash.
        all.extend((path == "/").then(|| prefix.clone()));
        all.push(format!("{prefix}{path}"));
    }
    all.extend(replaced.iter().filter(|path| path.starts_with('/')).cloned());
    all
}

/// A host without its port.
fn name_of(host: &str) -> &str {
    host.rsplit_once(':').filter(|(_, port)| !port.contains(']')).map_or(host, |(name, _)| name)
}

fn is_host(value: &str) -> bool {
    !value.contains(['/', '?', '#', '@', '\\', '=', ';'])
}

fn is_scheme(value: &str) -> bool {
    value.eq_ignore_ascii_case("https") || value.eq_ignore_ascii_case("http")
}

fn is_path(value: &str) -> bool {
    value.contains('/') && !value.contains(['@', '\\'])
}

fn is_prefix(value: &str) -> bool {
    !value.contains(['?', '#', '@', '\\', ':'])
}

fn add(all: &mut Vec<String>, value: &str, is_good: fn(&str) -> bool) {
    let value = value.trim().trim_matches('"');
    if !value.is_empty() && all.len() < MOST && !value.contains(char::is_whitespace) && is_good(value) {
        all.push(value.to_owned());
    }
}
