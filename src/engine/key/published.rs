//! Keys whose private half or secret is printed where everybody can read it.

/// SHA-256 thumbprint and where the key is printed. Computed from the examples of the RFCs and of jwt.io.
#[rustfmt::skip]
static PUBLISHED: &[(&str, &str)] = &[
    ("y_x3gCJnL6oKGBBIXScabduwxTVy2Wd2bzRVEUbdUzc", "RFC 7515 A.1"),
    ("IsUn6_e04MaShXFIISMp4kG62LWzMIPy_MvSA5pJgX8", "RFC 7515 A.2"),
    ("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U", "RFC 7515 A.3"),
    ("u5YUSjQ2-2chBi51NSk3t3g7IM4o2KYcnPqPtCNGd3U", "RFC 7515 A.4"),
    ("xtIsOV1FqKH77AI_A3jdTg5QfdabzqI-LNpYTPi0IgI", "RFC 7516 A.1"),
    ("_K0fXS8wlsT7Tn3vvZrs9qdKUIqi5AxQ5EVk41xi_BM", "RFC 7516 A.2"),
    ("k1JnWRfC-5zzmL72vXIuBgTLfVROXBakS4OmGcrMCoc", "RFC 7516 A.3"),
    ("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s", "RFC 7517 A.2"),
    ("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", "RFC 7517 A.2"),
    ("D8R4-FeTJfzuDUy8bZ0c4hcwpul-Q11gCPs3mw6-R9Q", "RFC 7517 C.1"),
    ("dHri3SADZkrush5HU_50AoRhcKFryN-PI6jPBtPL55M", "RFC 7520 3.2"),
    ("9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI", "RFC 7520 3.4"),
    ("RtoRur_1Dir5M4wuOfqNkDYOf9O_4RJ-aHkTA75RLA8", "RFC 7520 3.5"),
    ("VDMp1ZgGGv1OKgOeDc1EUKHXNQzMdLkCnxPETHdA4v0", "RFC 7520 3.6"),
    ("h_jutvC-jg3Nwueq8LmdSybXykVsBwk4_5u5Y9JiS7E", "RFC 7520 5.1"),
    ("Rt-IyDEhXohvTl_ozKQ9YGflXGuDb3uu3QmqN2LoMwM", "RFC 7520 5.2"),
    ("YlKlB7M2wnS0cPn_V7OW-FuDLuWdJ9z4OvPHmhGDfeE", "RFC 7520 5.4"),
    ("rTtHPa7sf4UUCCKAww7j-XnhD2AKwOGNIsGDDipf_EM", "RFC 7520 5.4"),
    ("HsSFalww3yP-dO-lWGYgFcyV5H22oScIFc4V2Y6GOto", "RFC 7520 5.5"),
    ("mTVa39KNK8LI9ZgAkyqQOQayaqVO7DXurapqkzEbfMg", "RFC 7520 5.5"),
    ("svOLuZiKpi3RFmSHAcCJqsQqjBmWR4egaIsgk-2uBak", "RFC 7520 5.6"),
    ("tqsISrG_pUi4IXRd2S_IYFnja0Xy7cpZHwbDd3XIFbM", "RFC 7520 5.7"),
    ("wLi2IZWIuukcHvhZrxIYPL8GGrdhkffpN8heZxnMP1o", "RFC 7520 5.8"),
    ("mn9TtdH1OfJlO91eUXaEGe9tTrDzowXs_n2wKGrqLN4", "RFC 7520 5.13"),
    ("8izOqBCj1XBwWw0-iTcMv27pUKWwFvNmw-kutyfzf-g", "RFC 7520 6"),
    ("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "RFC 8037 A.1"),
    ("T4xl70S7MT6Zeq6r9V9fPJGVn76wfnXJ21-gyo0Gu6o", "RFC 9964 A"),
    ("Suiu29qbfuaBaR4Ats-c6XQBePB_OpAxAwcTR_0KXVM", "RFC 9964 A"),
    ("tRn1JNIkgMsABVQBlXeDHxAIcclh-2IX0UdDEzPt5XU", "RFC 9964 A"),
    ("oGDmHqCJ7yzMkWEkrlZVHkvrHIyQwtlDmeq5ForUHeY", "the jwt.io samples"),
    ("pdmN_UI10XD6wy44jm-JkHmJOFxevse_2jio8cH1lRw", "the jwt.io samples"),
    ("19J8y7Zprt2-QKLjF2I5pVk0OELX6cY2AfaAv1LC_w8", "the jwt.io samples"),
    ("iTqXXI0zbAnJCKDaobfhkM1f-6rMSpTfyZMRp_2tKI8", "the jwt.io samples"),
    ("xZDfZpry4P9vZPZyG2fNBRj-7Lz5omVdm7tHoCgSNfY", "the jwt.io samples"),
    ("i_utKExAKNc_-awqDRAUbahMgyDaKDG_M75KMBwlAvA", "the jwt.io samples"),
    ("A8etQ2W1pb95iQdryf3JZcoanBR1EywzSsRVzrX8soc", "the jwt.io samples"),
    ("JPgHNKVpXamS5yySHkpU5wDMnd5GJXLAnn7sAQM8j9o", "the jwt.io samples"),
    ("LXkAyqcFEoI5pkMzfWjsAWbChzHfxtqD4Te31pAwA1s", "the jwt.io samples"),
    ("Ms_j2vzAFNOrwb94le4wNiqMXglp4UyBvhTvbdY7a3g", "the jwt.io samples"),
    ("3Sh8jwxtGAUg1j6_4BIuuT-0fsyXeym9VQpxNRGTJFs", "the jwt.io samples"),
    ("DWBh0SEIAPYh1x5uvot4z3AhaikHkxNJa3Ada2fT-Cg", "older jwt.io samples and many tutorials"),
];

/// Where the private half or secret of the key with this SHA-256 thumbprint is printed.
pub fn where_published(thumbprint: &str) -> Option<&'static str> {
    PUBLISHED.iter().find(|(known, _)| *known == thumbprint).map(|(_, place)| *place)
}

#[cfg(test)]
mod tests {
    use super::where_published;
    use crate::engine::ground::secret::SecretBytes;
    use crate::engine::key::KeyMaterial;
    use crate::engine::key_file::thumbprint::thumbprint_sha256;

    #[test]
    fn the_first_secret_that_everybody_pastes() {
        let place =
            |text: &str| where_published(&thumbprint_sha256(&KeyMaterial::Oct(SecretBytes::from(text.as_bytes()))));
        for text in ["your-256-bit-secret", "a-string-secret-at-least-256-bits-long", "secret"] {
            assert!(place(text).is_some_and(|place| place.contains("jwt.io")), "{text}");
        }
        assert_eq!(place("another secret"), None);
    }

    #[test]
    fn every_entry_is_a_thumbprint_and_there_once() {
        let mut seen = std::collections::HashSet::new();
        for (thumbprint, place) in super::PUBLISHED {
            let decoded = crate::engine::ground::base64url::decode(thumbprint);
            assert!(decoded.is_strict() && decoded.bytes.len() == 32, "{place}");
            assert!(seen.insert(thumbprint), "{place}");
        }
    }
}
