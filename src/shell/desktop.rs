//! What the desktop says: the computer goes to sleep, the screen is locked, another session is in front, this one ends.
//!
//! It is said by D-Bus, which is a socket of this computer; one that its address says is elsewhere is not opened.

use super::{News, Post, in_background};
use std::sync::Arc;

/// Has the end of the session told.
#[cfg(unix)]
pub(super) fn watch_signals(post: &Post) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    let post = Arc::clone(post);
    in_background("signals", move || {
        let mut count = 0;
        for signal in &mut signals {
            count += 1;
            if count > 1 {
                // Whoever asks a second time does not want to wait.
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
            post(News::Terminated);
        }
    });
}

#[cfg(not(unix))]
pub(super) fn watch_signals(_post: &Post) {}

/// Has it told where the person goes away.
#[cfg(not(target_os = "linux"))]
pub(super) fn watch(_post: &Post) {}

#[cfg(target_os = "linux")]
pub(super) use bus::{Bus, connection, watch};

#[cfg(target_os = "linux")]
mod bus {
    use super::{Arc, News, Post, in_background};
    use crate::app::message::keyring::Away;
    use std::collections::HashMap;
    use std::future::poll_fn;
    use std::pin::Pin;
    use std::time::Duration;
    use zbus::export::futures_core::Stream as _;
    use zbus::message::Type;
    use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue};
    use zbus::{Connection, Message, MessageStream};

    const LOGIN: &str = "org.freedesktop.login1";
    const MANAGER: &str = "org.freedesktop.login1.Manager";
    const SESSION: &str = "org.freedesktop.login1.Session";
    const PROPERTIES: &str = "org.freedesktop.DBus.Properties";
    const BUS: &str = "org.freedesktop.DBus";
    /// Those that say when the screen is locked; GNOME, Cinnamon, MATE and Xfce have names of their own.
    const SCREEN_SAVERS: [&str; 5] = [
        "org.freedesktop.ScreenSaver",
        "org.gnome.ScreenSaver",
        "org.cinnamon.ScreenSaver",
        "org.mate.ScreenSaver",
        "org.xfce.ScreenSaver",
    ];
    /// How long the computer is kept awake for keys to be wiped. The system waits for five seconds at most.
    const TO_WIPE: Duration = Duration::from_millis(500);

    #[derive(Clone, Copy)]
    pub(in crate::shell) enum Bus {
        System,
        Session,
    }

    /// Starts to listen. Where there is no such bus, nothing is told.
    pub(in crate::shell) fn watch(post: &Post) {
        for (bus, name) in [(Bus::System, "system-bus"), (Bus::Session, "session-bus")] {
            let post = Arc::clone(post);
            in_background(name, move || {
                let _ = zbus::block_on(listen(bus, &post));
            });
        }
    }

    /// Whether all addresses of a bus are of this computer: there is no network code in Jotsmith, and none is borrowed.
    fn is_local(addresses: &str) -> bool {
        addresses.split(';').all(|address| address.starts_with("unix:"))
    }

    /// A connection to a bus of this computer; `None` where its address says that it is elsewhere.
    pub(in crate::shell) async fn connection(bus: Bus) -> zbus::Result<Option<Connection>> {
        let variable = match bus {
            Bus::System => "DBUS_SYSTEM_BUS_ADDRESS",
            Bus::Session => "DBUS_SESSION_BUS_ADDRESS",
        };
        let address = std::env::var_os(variable).map(|address| address.to_string_lossy().into_owned());
        if address.is_some_and(|address| !is_local(&address)) {
            return Ok(None);
        }
        let connection = match bus {
            Bus::System => Connection::system().await?,
            Bus::Session => Connection::session().await?,
        };
        Ok(Some(connection))
    }

    async fn listen(bus: Bus, post: &Post) -> zbus::Result<()> {
        let Some(connection) = connection(bus).await? else { return Ok(()) };
        match bus {
            Bus::System => on_system(&connection, post).await,
            Bus::Session => {
                for interface in SCREEN_SAVERS {
                    let rule = format!("type='signal',interface='{interface}',member='ActiveChanged'");
                    subscribe(&connection, &rule).await?;
                }
                forward(&connection, post, None, |_| {}).await
            }
        }
    }

    async fn on_system(connection: &Connection, post: &Post) -> zbus::Result<()> {
        for rest in [
            format!("interface='{MANAGER}',member='PrepareForSleep'"),
            format!("interface='{SESSION}',member='Lock'"),
            format!("interface='{PROPERTIES}',member='PropertiesChanged',arg0='{SESSION}'"),
        ] {
            subscribe(connection, &format!("type='signal',sender='{LOGIN}',{rest}")).await?;
        }
        let own = own_session(connection).await;
        let mut awake = stay_awake(connection).await;
        let stream_of = connection.clone();
        forward(connection, post, own.as_deref(), |sleeps| {
            if sleeps {
                std::thread::sleep(TO_WIPE);
                awake = None;
            } else if awake.is_none() {
                awake = zbus::block_on(stay_awake(&stream_of));
            }
        })
        .await
    }

    async fn subscribe(connection: &Connection, rule: &str) -> zbus::Result<()> {
        connection.call_method(Some(BUS), "/org/freedesktop/DBus", Some(BUS), "AddMatch", &rule).await.map(drop)
    }

    /// The session that this window is in; of another one it is no news that it is locked. `None`: unknown.
    async fn own_session(connection: &Connection) -> Option<String> {
        let path = "/org/freedesktop/login1";
        let by_process =
            connection.call_method(Some(LOGIN), path, Some(MANAGER), "GetSessionByPID", &std::process::id()).await;
        let reply = match by_process {
            Ok(reply) => reply,
            Err(_) => {
                let id = std::env::var_os("XDG_SESSION_ID")?.into_string().ok()?;
                connection.call_method(Some(LOGIN), path, Some(MANAGER), "GetSession", &id).await.ok()?
            }
        };
        let found: OwnedObjectPath = reply.body().deserialize().ok()?;
        Some(found.as_str().to_owned())
    }

    /// Has the system wait a moment before it sleeps, as long as this is held.
    async fn stay_awake(connection: &Connection) -> Option<OwnedFd> {
        let what = ("sleep", "Jotsmith", "Keyrings are locked", "delay");
        let reply =
            connection.call_method(Some(LOGIN), "/org/freedesktop/login1", Some(MANAGER), "Inhibit", &what).await;
        reply.ok()?.body().deserialize().ok()
    }

    /// Posts what is said, until the bus goes away. `sleeps` is told when the computer goes to sleep, and when it has woken.
    async fn forward(
        connection: &Connection,
        post: &Post,
        own: Option<&str>,
        mut sleeps: impl FnMut(bool),
    ) -> zbus::Result<()> {
        let mut stream = MessageStream::from(connection);
        while let Some(message) = poll_fn(|cx| Pin::new(&mut stream).poll_next(cx)).await {
            let message = message?;
            if message.message_type() != Type::Signal {
                continue;
            }
            let away = meaning(&message, own);
            if let Some(away) = away {
                post(News::Away(away));
            }
            if member(&message).as_deref() == Some("PrepareForSleep") {
                sleeps(away == Some(Away::Sleep));
            }
        }
        Ok(())
    }

    fn member(message: &Message) -> Option<String> {
        message.header().member().map(|member| member.as_str().to_owned())
    }

    /// What a signal says of the person.
    fn meaning(message: &Message, own: Option<&str>) -> Option<Away> {
        let header = message.header();
        let (interface, member) = (header.interface()?.as_str(), header.member()?.as_str());
        let is_own = || own.is_none_or(|own| header.path().is_some_and(|path| path.as_str() == own));
        let body = message.body();
        let says_so = || body.deserialize::<bool>().unwrap_or(false);
        match (interface, member) {
            (MANAGER, "PrepareForSleep") => says_so().then_some(Away::Sleep),
            (SESSION, "Lock") => is_own().then_some(Away::ScreenLock),
            (PROPERTIES, "PropertiesChanged") if is_own() => {
                let (_, changed, _): (String, HashMap<String, OwnedValue>, Vec<String>) = body.deserialize().ok()?;
                let is = |name: &str| changed.get(name).and_then(|value| bool::try_from(value.clone()).ok());
                match (is("Active"), is("LockedHint")) {
                    (_, Some(true)) => Some(Away::ScreenLock),
                    (Some(false), _) => Some(Away::SessionSwitch),
                    _ => None,
                }
            }
            (saver, "ActiveChanged") if SCREEN_SAVERS.contains(&saver) => says_so().then_some(Away::ScreenLock),
            _ => None,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::{Away, SESSION, is_local, meaning};
        use crate::shell::test_bus::TestBus;
        use crate::shell::{News, Post, in_background};
        use std::collections::HashMap;
        use std::sync::{Arc, Mutex, mpsc};
        use std::time::Duration;
        use zbus::Message;
        use zbus::zvariant::Value;

        const OWN: &str = "/org/freedesktop/login1/session/_32";

        fn signal<B: serde::Serialize + zbus::zvariant::DynamicType>(
            path: &str,
            interface: &str,
            member: &str,
            body: &B,
        ) -> Message {
            Message::signal(path, interface, member).unwrap().build(body).unwrap()
        }

        #[test]
        fn what_the_desktop_says_is_understood() {
            let manager = |is: bool| {
                let path = "/org/freedesktop/login1";
                meaning(&signal(path, "org.freedesktop.login1.Manager", "PrepareForSleep", &is), Some(OWN))
            };
            assert_eq!((manager(true), manager(false)), (Some(Away::Sleep), None));
            let lock = |path: &str| meaning(&signal(path, SESSION, "Lock", &()), Some(OWN));
            assert_eq!(lock(OWN), Some(Away::ScreenLock));
            assert_eq!(lock("/org/freedesktop/login1/session/_35"), None, "somebody else's");
            let changed = |name: &str, is: bool| {
                let body = (SESSION, HashMap::from([(name, Value::from(is))]), Vec::<String>::new());
                meaning(&signal(OWN, "org.freedesktop.DBus.Properties", "PropertiesChanged", &body), Some(OWN))
            };
            assert_eq!(changed("Active", false), Some(Away::SessionSwitch));
            assert_eq!(changed("Active", true), None);
            assert_eq!(changed("LockedHint", true), Some(Away::ScreenLock));
            assert_eq!(changed("IdleHint", true), None);
            let saver =
                |is: bool| meaning(&signal("/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", &is), Some(OWN));
            assert_eq!((saver(true), saver(false)), (Some(Away::ScreenLock), None));
            // Anything else in the place of what is expected means nothing.
            assert_eq!(meaning(&signal("/x", "org.gnome.ScreenSaver", "ActiveChanged", &"yes"), None), None);
            assert_eq!(meaning(&signal("/x", "org.example.Other", "ActiveChanged", &true), None), None);
        }

        #[test]
        fn no_bus_of_another_computer_is_opened() {
            assert!(is_local("unix:path=/run/user/1000/bus"));
            assert!(!is_local("tcp:host=192.0.2.1,port=1"));
            assert!(!is_local("unix:path=/run/x;tcp:host=192.0.2.1,port=1"));
            assert!(!is_local("unixexec:path=/bin/sh"));
        }

        /// A bus of its own, where there is a program for one: the signal of a screen saver arrives as news.
        #[test]
        fn a_locked_screen_is_told_by_a_real_bus() {
            let Some(bus) = TestBus::start("a locked screen") else { return };
            let (sender, receiver) = mpsc::channel();
            let sender = Mutex::new(sender);
            let post: Post = Arc::new(move |news| sender.lock().unwrap().send(news).is_ok());
            let address = bus.address.clone();
            let listening = address.clone();
            in_background("listening", move || {
                zbus::block_on(async {
                    let connection =
                        zbus::connection::Builder::address(listening.as_str()).unwrap().build().await.unwrap();
                    super::subscribe(&connection, "type='signal',interface='org.freedesktop.ScreenSaver'")
                        .await
                        .unwrap();
                    let _ = super::forward(&connection, &post, None, |_| {}).await;
                });
            });
            // Said again until it is heard: the other side may not be listening yet.
            let told = (0..100).find_map(|_| {
                zbus::block_on(async {
                    let connection =
                        zbus::connection::Builder::address(address.as_str()).unwrap().build().await.unwrap();
                    let (path, saver) = ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver");
                    connection.emit_signal(None::<&str>, path, saver, "ActiveChanged", &true).await.unwrap();
                    // A question and its answer: the signal has left.
                    super::subscribe(&connection, "type='error'").await.unwrap();
                });
                receiver.recv_timeout(Duration::from_millis(200)).ok()
            });
            drop(bus);
            assert!(matches!(told, Some(News::Away(Away::ScreenLock))));
        }
    }
}
