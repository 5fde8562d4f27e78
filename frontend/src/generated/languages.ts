// Written by `python -m app.generate`: change what it is made from, then run it again.
/** Each language by its code: what stands before the paths of its pages, and between the parts of a list. */
export const LANGUAGES = {"zh-CN": {"prefix": "", "comma": "、"}, "en": {"prefix": "/en", "comma": ", "}} as const;

/** The code of Chinese, in which every record is written. */
export const CHINESE = "zh-CN" as const;

/** The code of English. */
export const ENGLISH = "en" as const;

/** The language of a document that names none of these. */
export const DEFAULT_LANGUAGE = "zh-CN" as const;
