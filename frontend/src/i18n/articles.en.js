/** The plain pages in English. */

const KOPIS = { text: "KOPIS (www.kopis.or.kr)", href: "https://www.kopis.or.kr" };

export default {
  about: {
    title: "About Culturepedia",
    description: "What Culturepedia shows, where its facts come from and how often they are refreshed.",
    lead: "A guide to the stage in Korea: theatre, musicals, classical music, gugak, concerts, dance, circus and magic in one place.",
    blocks: [
      {
        heading: "Where the facts come from",
        paragraphs: [
          [
            "Shows, venues and box office rankings are data of the Korea Performing Arts Box Office Information System, ",
            KOPIS,
            ", run by the Korea Arts Management Service.",
          ],
          "Posters and introduction images belong to the producers and presenters of each show.",
        ],
      },
      {
        heading: "How fresh they are",
        facts: [
          ["Shows", "changes are fetched every night from 00:10, Korea time"],
          ["Rankings", "fetched every hour; the counting itself follows the timetable of KOPIS"],
          ["Venues", "fetched once a week"],
        ],
      },
      {
        heading: "How to read them",
        items: [
          "“On now” and “Upcoming” are worked out from the dates of a run and today’s date in Seoul.",
          "What is not known is written as “No information”. Nothing is guessed.",
          "Weekly times are read from the registered notice and may differ from the actual performances. Check the ticket seller.",
          "We do not know how many seats are left. Links to sellers open as registered, in a new window.",
          "Step-free facilities are as registered by the venue. Asking the venue before you go is safest.",
        ],
      },
    ],
  },
  accessibility: {
    title: "Accessibility",
    description:
      "Using Culturepedia with a keyboard, a screen reader, zoom and contrast settings, and what is still missing.",
    lead: "Everyone should be able to find a show on any device. We aim at WCAG 2.2 AA and the Korean guidelines KWCAG 2.2.",
    blocks: [
      {
        heading: "With a keyboard",
        items: [
          "The first Tab is “Skip to content”.",
          "A new page puts the focus on its heading; going back returns it to the link you followed.",
          "Genre tabs move with the left and right arrows, Home and End.",
          "Dialogs close with Esc and return the focus to the button that opened them.",
        ],
      },
      {
        heading: "With a screen reader",
        items: [
          "Header, menus, content and footer are landmarks, and no heading level is skipped.",
          "Changes of rank, ratings and last days are read as words, not only as signs.",
          "When you change a filter, the number of results is announced.",
          "Korean titles on English pages are marked as Korean, so that they are pronounced well.",
        ],
      },
      {
        heading: "How it looks",
        items: [
          "Choose the system’s theme, light or dark.",
          "At 400 % zoom or on a screen of 320 pixels nothing has to be scrolled sideways to be read.",
          "With “reduce motion” nothing moves. Nothing ever moves by itself.",
        ],
      },
      {
        heading: "What is still missing",
        items: [
          "Text inside posters and introduction images cannot be read out. Registered facts such as title, dates and venue are always given as text.",
          "Titles and descriptions are in Korean, as registered.",
          "We cannot change the accessibility of ticket sellers’ sites.",
        ],
      },
    ],
  },
  privacy: {
    title: "Privacy",
    description: "No account is needed. With one: what is stored, for how long, and how to have it or delete it.",
    lead: "You can see every show without an account. Only an account asks for personal data, and you can download or delete it at any time.",
    blocks: [
      {
        heading: "What an account stores",
        facts: [
          ["Email", "only to sign in and to reset the password; never public"],
          ["Password", "only in a form that cannot be turned back (Argon2id)"],
          ["Name (nickname)", "the name that others see"],
          ["Gender and birthday", "only if you enter them, only for recommendations; never public"],
          ["Tastes and refusals", "only for recommendations; clear or stop them on the page What recommendations use"],
          ["Searches", "the last 50, to show them again and for recommendations; you can remove them or keep none"],
          ["Signed-in devices", "their kind and times; deleted 30 days after signing out"],
          ["Failed sign-ins", "IP address and browser name, for up to 30 days, against attacks"],
          ["Sent mails", "which mail was sent when, for 7 days"],
        ],
      },
      {
        heading: "Download and delete",
        paragraphs: [
          [
            "Under ",
            { text: "Edit profile", href: "/en/me/edit" },
            " you can download all of it as a file, change it, and delete the account. Everything above is then gone at once.",
          ],
        ],
      },
      {
        heading: "What stays on this device",
        facts: [
          ["Sign-in cookie", "only to keep you signed in; ends after 14 days without use, 60 at most"],
          ["Sign-in mark", "whether you are signed in, and the first letter of your name; gone when you sign out"],
          ["Searches", "the last 20 while you are not signed in; remove or stop them on the page Search history"],
          ["Tastes and refusals", "what you picked while not signed in; clear it on the page What recommendations use"],
          ["Theme", "the theme you chose, in the browser’s storage"],
          ["Names of categories", "names of genres and regions, to show them at once on your next visit"],
          ["Your place", "where to return to when you go back, until the window is closed"],
          ["Seen pages", "public facts and posters for use offline, for up to seven days"],
        ],
        paragraphs: [
          "Deleting the site’s data in your browser removes all of it. There are no advertisements or trackers.",
        ],
      },
      {
        heading: "What stays on the server",
        paragraphs: [
          "To run safely the server logs the time, the address asked for, the outcome and a request number. Emails and passwords are never logged.",
        ],
      },
      {
        heading: "Other sites",
        paragraphs: [
          "Viewing pages sends no request to anybody else’s servers. Links to sellers, maps and homepages follow the policies of those sites.",
        ],
      },
    ],
  },
  terms: {
    title: "Terms",
    description: "What to know when using Culturepedia: accuracy, copyright and links.",
    lead: "Culturepedia is a free guide to shows. Please know the following before you use it.",
    blocks: [
      {
        heading: "Accuracy",
        paragraphs: [
          "Facts are copied from what is registered with KOPIS and may be late or wrong. Check dates, cast, prices and age limits with the seller and the venue before you book. Culturepedia sells no tickets.",
        ],
      },
      {
        heading: "Copyright",
        paragraphs: [
          "Source: Korea Arts Management Service, KOPIS (www.kopis.or.kr). Posters, texts and images belong to their owners; reusing them needs their permission.",
        ],
      },
      {
        heading: "Accounts",
        paragraphs: [
          "Sign up with your own email only, and keep your password to yourself. You can delete your account at any time.",
        ],
      },
      {
        heading: "Changes",
        paragraphs: ["The service may pause or change for maintenance or because of its source."],
      },
    ],
  },
};
