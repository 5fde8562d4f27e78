# The private pages, and what the public sees of a confirmation.
confirmed-none = Not confirmed; source of { $date }
confirmed-by = Confirmed by { $whom }, { $month }
confirmed-by-operator = Confirmed by the operator, { $month }
sign-in = Sign in
sign-in-said = For stewards of districts and editors. No account is needed to see the map.
sign-in-login = Account
sign-in-password = Password
sign-in-code = Code (6 digits; leave it empty if you have none)
sign-in-do = Sign in
sign-in-idle = After 30 minutes without use you are signed out. Forgot the password, or lost what shows your codes? Ask the administrator of accounts: this site sends no mail.
sign-in-wrong = { $minutes ->
    [one] Account, password or code is wrong. After { $left } more you wait 1 minute.
   *[other] Account, password or code is wrong. After { $left } more you wait { $minutes } minutes.
}
sign-in-wrong-last = { $minutes ->
    [one] Account, password or code is wrong. Wait 1 minute; after each further mistake twice as long.
   *[other] Account, password or code is wrong. Wait { $minutes } minutes; after each further mistake twice as long.
}
sign-in-wait = { $minutes ->
    [one] Too many mistakes: wait 1 minute.
   *[other] Too many mistakes: wait { $minutes } minutes.
}
sign-in-https = Sign in by https: others can read what goes over http.
sign-in-oidc = Sign in with { $label }
sign-in-oidc-said = You sign in there, with the second factor that it asks for; here no code is asked for. An account of this site must be linked with you: the administrator does that.
oidc-away = The sign-in service does not answer as it should. Try again in some minutes, or sign in with account and password.
oidc-setup = The sign-in service does not take this site. Tell the administrator: the settings here and there must be the same.
oidc-state = This sign-in was not begun in this browser, took longer than 10 minutes, or was used already. Begin again here.
oidc-denied = The sign-in service did not let you in. Ask there, or sign in with account and password.
oidc-code = The sign-in service did not confirm the sign-in. Begin again here.
oidc-signature = The confirmation was not signed with a key of the sign-in service, so it was not taken. Begin again; if it comes again, tell the administrator.
oidc-issuer = The confirmation comes from another sign-in service than the one of this site, so it was not taken. Tell the administrator.
oidc-audience = The confirmation was made for another site, so it was not taken. Tell the administrator.
oidc-nonce = The confirmation belongs to another sign-in, so it was not taken. Begin again here.
oidc-expired = The confirmation is not valid now, or a clock is wrong. Begin again; if it comes again, tell the administrator.
oidc-claims = The confirmation does not say who you are, so it was not taken. Tell the administrator.
oidc-unconfirmed = An administrator linked you with an account of this site. Sign in once with its account and password, and confirm there that it is you.
oidc-unknown = The sign-in service knows you as { $subject }; no open account of this site is linked with that. Tell the administrator this identifier.
sign-ins = Sign-ins
sign-ins-said = The newest 50; what was typed as a name is not kept
sign-ins-nobody = No account
sign-ins-password = by password
sign-ins-oidc = by the sign-in service
sign-ins-in = signed in
sign-ins-wrong = account, password or code wrong
sign-ins-wait = too many attempts
sign-ins-linked = linked on the server
sign-ins-unlinked = links taken away on the server
sign-ins-linked-by = linked by the administrator { $by }
sign-ins-unlinked-by = links taken away by the administrator { $by }
sign-ins-linked-by-email = linked by a verified e-mail
sign-ins-away = sign-in service did not answer
sign-ins-setup = sign-in service did not take this site
sign-ins-state = not begun here, too late, or used already
sign-ins-denied = sign-in service said no
sign-ins-code = code not taken
sign-ins-signature = signature not of the sign-in service
sign-ins-issuer = of another sign-in service
sign-ins-audience = made for another site
sign-ins-nonce = of another sign-in
sign-ins-expired = not valid at this time
sign-ins-claims = does not say who it is
sign-ins-reset = a new first password was given on the server
sign-ins-coded = a code was set up on the server
sign-ins-uncoded = the code was switched off on the server
sign-ins-confirmed = link confirmed by the holder of the account
sign-ins-declined = link taken away by the holder of the account: not theirs
sign-ins-unconfirmed = link not confirmed by the holder of the account yet
sign-ins-unknown = identity not linked with an open account
removals = Removed after its time
removals-said = The newest 50; the changes of records are never removed
removals-before = from before { $day }
removals-contacts = How to reach people who sent corrections:
removals-drafts = Drafts that were published or withdrawn:
removals-corrections = Settled corrections:
removals-jobs = Ended jobs:
removals-sign-ins = Sign-ins:
removals-answers = Answers to requests that may come again:
removals-attempts = Counts of wrong passwords:
removals-sessions = Sessions:
removals-flows = Sign-ins through the provider that came to no end:
steward-navigation = Keeping the data
steward-queue = To do
steward-log = Log
steward-accounts = Accounts
steward-account = My account
steward-sign-out = Sign out
steward-new = New record
steward-change = Change
steward-add = Add
steward-forbidden = This cannot be done
steward-forbidden-said = Your role may not do this, or the page was open for too long. Go back to the queue and try again.
steward-forbidden-role = Your role may not do this.
steward-forbidden-record = This record is not one of yours: you may write the records of your own district, or the one record of yours.
steward-forbidden-author = Only its author changes or withdraws a draft.
steward-forbidden-handover = You may not take over this draft: you may take over what stewards and operators wrote of your own records; what an editor wrote, an editor.
steward-forbidden-review = Somebody else reviews and publishes your change.
steward-forbidden-self = Not of your own account: another administrator does that.
steward-forbidden-page = The page was open for too long, or it was not sent from here. Go back to the queue and try again.
steward-too-large = Too much was sent
steward-too-large-said = Nothing of it was taken. Go back in the browser, where it still stands, make it shorter and send it again.
queue-kinds = Kinds of work
queue-waiting = For me to review
queue-waiting-said = Public once you publish it
review-title = Review all
review-said = Look at each, tick what is right and publish it: each is a change of its own, and one that is refused keeps no other back.
review-publish = Publish what is ticked
review-none-ticked = Nothing was ticked, so nothing was published.
review-open = Open draft { $number }: comment, return
review-nothing = Nothing waits for review.
review-done = { $n } of { $of } published
review-working = Publishing
review-working-said = Each draft is published by itself. You may leave this page: it goes on, and this address says what became of each.
review-so-far = { $n } of { $of } done
review-stop = Stop after the one under way
review-stopped = Stopped: what still waits stands below.
review-broke = It broke off: what still waits stands below.
review-full = The server’s disk is full, so that publishing broke off. Tell whoever runs it; what still waits stands below.
queue-mine = My drafts
queue-mine-said = Not public before they are published
queue-handed = No longer mine
queue-handed-said = What others took over, handed on or withdrew of mine; what I wrote is kept
queue-colleagues = Drafts of colleagues
queue-colleagues-said = Begun or returned, of records that you may change
queue-stale = Not checked for long
queue-stale-said = Source older than { $days } days or undated, the oldest first
queue-unheld = No longer in their source
queue-unheld-said = A newer table of the same source does not hold them; they stay listed
queue-unheld-by = Not in the newest table of: { $sources }
queue-incomplete = Incomplete
queue-incomplete-said = Without it the public cannot find or use the platform
queue-none = None.
queue-own = Confirmed in quarter { $quarter }: { $confirmed } of { $n ->
    [one] 1 record
   *[other] { $n } records
}.
queue-confirmed = Confirmed { $day }
queue-never = Never confirmed
queue-source = Source of { $date }
queue-position = Position
still-true = Still true
undo = Undo
edit-new = A new record; nobody sees it before it is published
edit-against = A draft, compared with published revision { $revision }
edit-fields = Facts of the record
edit-field = Fact
edit-content = Content
edit-source = Source
edit-date = Date
edit-basis = Basis
edit-changed = changed
edit-published = Published:
edit-save = Save draft
edit-submit = Send for review
edit-faults = { $n ->
    [one] Nothing was stored yet: 1 place to mend
   *[other] Nothing was stored yet: { $n } places to mend
}
edit-id = Identifier
edit-id-said = Letters of English, digits, - and _; it stays for ever
edit-when-sent = On sending
edit-why = Why (required)
edit-why-said = The public sees this sentence: no names of persons and no telephone numbers.
edit-two-persons = Published after someone else reviews it; not by yourself.
edit-yes-no = Yes or no needs the words of a source; else leave “not stated”.
draft-state-draft = Draft
draft-state-in-review = In review
draft-state-returned = Returned
draft-state-published = Published
draft-state-withdrawn = Withdrawn
draft-removal = Take this record out
draft-changed-n = { $n ->
    [one] 1 fact changed
   *[other] { $n } facts changed
}
draft-new-n = { $n ->
    [one] New record with 1 fact
   *[other] New record with { $n } facts
}
draft-facts = The facts of the new record
edit-proposal = proposed { $n ->
    [one] one change
   *[other] { $n } changes
 } on { $day }. It waits for review by itself; this form starts from what is published, or from your own draft.
edit-proposal-open = Read the proposal
edit-proposed = The operator proposes:
draft-comment = Reviewer:
draft-comment-write = Comment (on returning it: what is to be changed)
draft-before = Published
draft-after = Draft
draft-diff = What the draft changes
draft-publish = Publish
draft-return = Return
draft-withdraw = Withdraw
draft-stale = Others published this record since the draft was written.
draft-choose = Choose fact by fact
draft-busy = An import is writing this record just now; nothing was published. Press the button again in a minute.
draft-typed = What you typed, which was not sent:
draft-meanwhile = Somebody just changed this draft or its record; nothing was published. Look again before you go on.
draft-anew = It cannot be merged: its author withdraws it, or writes it anew.
instead-said = You have an open draft of this record, so nothing was proposed beside it. It is as you left it.
instead-yours = Your open draft
instead-asked = What you asked for
instead-kept = If you withdraw it, it can still be read under its number, { $number }.
instead-open = Go on with my draft
instead-do = Withdraw it and propose this
draft-gone = The record was taken out since the draft was written, so that it can be neither published nor written on. Withdraw it; it can be read on.
draft-gone-into = The record became one with another since the draft was written, so that it can be neither published nor written on. What of it still holds belongs into the other record:
draft-faults = Nothing was done: { $why }
hand-title = Who goes on with it
hand-past = Whose draft it was
hand-number = Draft { $number }
hand-log = Drafts that changed hands
hand-log-said = The newest 50
hand-take = Take over
hand-take-said = It becomes your draft as it stands. What { $login } wrote is kept, and { $login } is told. Somebody else publishes it.
hand-hand = Hand over
hand-to = Hand it to
hand-nobody = Choose
hand-why = Why (whoever wrote it reads this)
hand-closed = Account closed
hand-closed-said = The account { $login } is closed: nobody goes on with this draft unless somebody takes it over.
hand-since = Since { $day }
hand-taken = { $taker } took it over from { $former }
hand-handed = { $by } handed it from { $former } to { $taker }
hand-withdrawn = { $by } withdrew the draft of { $former }
hand-wrote = What { $former } wrote
hand-part = You wrote a part of it: somebody else reviews and publishes it.
hand-asked = Take over the draft of { $login }: { $reason }
hand-has-own = { $login } has an open draft of this record, number { $number }, so nothing was handed over. Let { $login } finish or withdraw it first.
steward-not-valid = This cannot be stored
steward-not-valid-said = Go back, correct it and send it again.
steward-not-given = This cannot be shown
steward-not-given-said = What was asked for is not there in this form.
conflict-title = Revision { $revision } was published first: choose per fact
conflict-opened = You opened revision { $revision }
conflict-said = All your changes are still here; { $n } that do not clash were merged.
conflict-field = Changed by both
conflict-was = Before
conflict-theirs = Theirs (published)
conflict-mine = Mine (draft)
conflict-alone = Merged by themselves:
conflict-merge = Merge as chosen into the draft
conflict-after = It is still reviewed. All revisions and your draft stay in the log.
log-by-link = Link for the operator, no. { $n }
log-by-file = The operator's file, statement no. { $n }
log-title = Log of changes
log-said = It only grows. Who, when, what, why.
log-as-file = As a file:
log-of = Identifier of a record
log-restore = Set back to before
log-restore-reason = Set back to what it said after change { $number }
account-identity = Signs in to this account since { $day }:
account-identity-asked = On { $day } an administrator linked this identity of the sign-in service with your account. Whoever has it could then sign in as you. Nobody comes in with it before you say that it is yours.
account-identity-foreign = Not mine: take it away
account-identity-own = It is mine
account-current = Present password
account-new = New password
account-rules = At least { $least } characters, { $kinds } of them different, without the name of the account.
account-change = Change the password
account-changed = The password was changed; all other browsers are signed out.
account-temporary = Somebody gave you this password: change it to one of your own first.
account-wrong = The present password is another one.
account-weak = The new password is too short or too easily guessed, or it is the present one: look at the rule below.
accounts-said = New accounts are made on the server: servicemap accounts add. Closing one works at once.
accounts-role = Role
accounts-institution = Institution
accounts-state = State
accounts-active = open
accounts-waits = open; after many wrong passwords nobody can sign in until { $until }
accounts-waits-network = open; whoever typed wrong passwords can sign in from { $until }
accounts-closed = closed
accounts-close = Close
accounts-open = Open again
accounts-last = Last sign-in
accounts-never = none in the log
accounts-log-said = The newest { $n }
accounts-identity = Sign-in service
accounts-identity-none = No identity of a sign-in service is linked: only the password opens this account.
accounts-identity-subject = Identity (subject)
accounts-identity-issuer = Sign-in service
accounts-identity-since = Linked since
accounts-identity-used = Last used
accounts-identity-email = At a first sign-in it can be linked by the verified e-mail { $email }, where the setting allows that.
accounts-identity-own = This is your own account: another administrator links an identity with it, or somebody on the server.
accounts-identity-unconfirmed = waits until the holder of the account confirms it
accounts-link = Link
accounts-link-said = By what { $issuer } knows the person. Who was refused there lately is suggested: compare it with what the person reads on the sign-in page. Role and district stay those of the account; the log says who linked. The holder is asked at the next sign-in with the password, and nobody comes in with it before.
accounts-link-taken = This account or this identity is linked already. Take that away first; nothing was changed.
accounts-link-wrong = An identity has 1 to 255 visible characters, as the sign-in service says it. Nothing was changed.
accounts-unlink = Take the link away
accounts-unlink-said = Whoever signed in through it is signed out at once. The password stays good.
accounts-no-provider = No sign-in service is set up (SERVICEMAP_OIDC_ISSUER).
correction-title = What is wrong with this record
correction-said = What is wrong, and what is right (required)
correction-page = A page that shows it
correction-contact = How to reach you (if you like)
correction-city = Which city is this map about? Its name shows that a person writes (required)
correction-leave-empty = Leave this empty
correction-privacy = It goes to whoever keeps this record and is not published. How to reach you is for questions alone and deleted after 90 days.
correction-send = Send
correction-sent = Sent
correction-thanks = Thank you: whoever keeps this record has it now. If the record is changed because of it, the change stands under “Changes” on its page; what is not taken stands nowhere.
correction-faults = { $n ->
    [one] Not sent yet. Please mend this:
   *[other] Not sent yet. Please mend these { $n }:
}
correction-elsewhere = Not sent yet: the form must be sent from this page.
correction-city-wrong = the name of the city is another one
correction-too-many = Not sent yet: many came from where you are. Try again in an hour.
queue-corrections = From the public
queue-corrections-said = How to reach them is deleted after 90 days
correction-taken = Done
correction-refused = Not taken
import-log-too-long = it has more than { $most } lines: name a later day in the address, as ?since=2026-11-01, or let whoever runs the server run servicemap audit export
import-text-needed = a text of 1 to { $most } characters is needed
import-unchangeable = this cannot be changed
import-real-only = records that are written here are real ones
import-id-taken = there is or was a record with this identifier
import-id-drafted = you have a draft with this identifier already: it stands in My drafts
import-nothing-changed = nothing was changed
edit-meanwhile = Others published this record meanwhile, or you changed your draft in another window. What you typed is kept below; compare what is marked as changed, then send it again.

# Links for operators.
invite-title = Link for the operator
invite-said = Whoever holds the link sees what the public sees of this record, and confirms it or proposes changes, without an account. What is proposed is reviewed like your own drafts.
invite-days = Good for
invite-days-n = { $n } days
invite-make = Make a link
invite-revoke = Take the open link back
invite-one = A new link takes the open one back.
invite-made = The link: copy it now, it is shown only once
invite-made-said = Send it to the operator alone: whoever has it may use it, once.
invite-copy = Copy
invite-links = Links so far
invite-made-on = Made { $day }
invite-open = Not used yet, good until { $day }
invite-expired = Not used, expired { $day }
invite-revoked = Taken back
invite-confirmed = Confirmed by the operator { $day }
invite-proposed = Changes proposed by the operator { $day }
invite-by-file = By the file at
invite-leaves = (leaves this form)
queue-invite = Link for the operator
draft-by-operator = The operator, by a link of { $institution }
draft-by-file = The operator, by a file that { $institution } answers for
invited-asks = asks you to check this
invited-until = good until { $day }, once
invited-said = This is what the public sees now. If all is right, say so; else open what is wrong and change it. No account is needed.
invited-change = Change
invited-add = Add
invited-remark = Anything else
invited-reviewed = What you write is public only once it was reviewed; your remark then stands beside the change, so no names of persons and no telephone numbers.
invited-confirm = All right, still true
invited-propose = Send my changes
invited-not-ours = Not yours?
invited-tell = Tell us
invited-changed = { $n ->
    [one] You changed 1 fact: send it, or close it and set it back, before you say that all is right.
   *[other] You changed { $n } facts: send them, or set them back, before you say that all is right.
}
invited-nothing = Nothing was changed. If all is right, say so with the first button.
invited-faults = { $n ->
    [one] Not sent yet: 1 place to mend
   *[other] Not sent yet: { $n } places to mend
}
invited-meanwhile = Not sent yet: the record was changed meanwhile. Compare it with what you typed, and send it again.
invited-remarked = You wrote under “Anything else”: send it with the second button, or empty it before you say that all is right.
invited-remark-sent = Whoever keeps this record reads it now. Nothing was changed or confirmed.
invited-thanks = Received, thank you
invited-confirmed = From now on the public reads:
invited-proposed = It is reviewed now and public after that.
invited-used-up = This link was used and is not good any more. For another change ask for a new one.
invited-public = The public page
invited-reason = Told by the operator by a link
invited-bad = This link is not good
invited-unknown = There is no such link. Look whether all of the address was copied.
invited-used = This link was used. For another change ask whoever sent it for a new one.
invited-expired = This link has expired. Ask whoever sent it for a new one.
invited-revoked = This link was taken back. Ask whoever sent it for a new one.
invited-too-many = Too many links that are none came from where you are. Try again in { $minutes ->
    [one] 1 minute.
   *[other] { $minutes } minutes.
}

# Kinds of work.
queue-duplicates = Possibly the same
queue-duplicates-said = Less than 300 m apart, with like names; each record is compared with { $most } others at most
queue-duplicates-many = Too many records to compare at once: the stewards of the districts see theirs.
queue-apart = { $metres } m apart
queue-keep = Merge, keep { $name }
queue-different = Not the same
queue-missed = Sought in vain
queue-missed-said = What the public searched and nothing has; perhaps it is not listed yet
queue-register = Register of gaps
queue-before = Before
queue-next = Next
queue-page = Page { $page } of { $pages }, { $n } in all
merge-reason = The same as { $id }
draft-merge = Merge: this address then leads to
life-cycle = Life cycle
edit-life-cycle = A new state needs its own date and source; the one before stays in the history as a step.
draft-comment-on = Comment on { $field }
draft-comment-short = Comment
edit-point = Position of the draft
edit-point-said = A click on the map or a drag of the mark fills longitude and latitude; arrow keys move it by 50 m. Choose the precision below: the ring shows it.
log-between = Records added, changed and taken out between two days

# Milestones and evaluations.
progress-title = Milestones and evaluation
progress-said = Kept by stewards. The public sees only rows marked so, on the platform's page and in the API, with source and date; notes never.
progress-milestones = Milestones
progress-evaluations = Evaluations
progress-entries = { $n ->
    [one] 1 entry
   *[other] { $n } entries
}
progress-title-of = Title
progress-due = Due
progress-state = State
progress-state-planned = planned
progress-state-reached = reached
progress-state-late = late
progress-state-dropped = given up
progress-source = Source
progress-source-date = Date of the source
progress-note = Note (never public)
progress-period = Period
progress-result = Result, in the words of whoever evaluated
progress-date = Date
progress-public = Public: with source and date
progress-private = not public
progress-gone = Remove
progress-new = New
progress-number = No. { $n }
progress-needed = (needed)
progress-more = More rows
progress-why = This sentence stands in the log, not before the public.
progress-meanwhile = It was changed meanwhile, so nothing was stored. What you typed is kept: compare it with the platform's page and send it again.
progress-inherited = Kept of { $id }
progress-inherited-said = That record became one with this one. What was kept of it stays there, read by stewards alone, and is back if the two are parted again. Taken over, it is a draft of this record until somebody else published it.
progress-kept = Kept
progress-take = { $n ->
    [one] Take over this entry
   *[other] Take over these { $n } entries
  }
progress-taken = Taken into the form as far as there was room, nothing is stored yet: look at the rows, say why, and send them.
draft-keeps = { $n ->
    [one] One milestone or evaluation of it is kept.
   *[other] { $n } milestones and evaluations of it are kept.
  } The public sees nothing of that while it is not listed, and again what is public once it is.
draft-takes = Take over into
draft-progress = Milestones and evaluations
history-progress = Milestones or evaluations

# A mobile number that is public with its holder's consent.
consent-title = Public mobile number
consent-said = Mobile numbers are personal data and are masked in all texts of a record. One may be public if its holder agrees: it then stands on the platform's page at “Booking and phone”, at once. No file brings it.
consent-said-operator = A mobile number may stand on the platform's public page at “Booking and phone” if its holder agrees. It is public at once and can be taken back here or by whoever sent you this link; saying this does not use the link up.
consent-now = Public now:
consent-none = none
consent-number = Mobile number (mainland, 11 digits)
consent-ground = On what ground: how do you know that its holder agrees, or does not any more?
consent-ground-said = The public reads this in the record's history, so no names of persons. The number itself stands there masked.
consent-agreed = The holder of this number agrees that it is public, and knows that this can be taken back at any time.
consent-record = Make the number public
consent-take-back = Take the consent back
consent-recorded = The number is public now.
consent-taken-back = The number is not public any more.
consent-so-far = Consents so far
consent-mobile = Mobile number
consent-public = public with the consent of its holder
consent-faults = { $n ->
    [one] Nothing was made public: 1 place to mend
   *[other] Nothing was made public: { $n } places to mend
}
import-no-mobile = this is no mobile number of the mainland: 11 digits, the first two 13 to 19
import-not-agreed = without the consent of its holder no number is made public: tick that there is one

# One's own records; what was typed before a session ended.
steward-records = Records
records-words = Name, words or identifier
records-all = All records
records-confirmed = Confirmed in this quarter
records-unconfirmed = Not confirmed in this quarter
records-listed = { $n } in all
records-none = There is no such record. Try another word, or look at all records.
review-tick-all = Tick all on this page
review-undo = Set back in the log
signed-out-title = You were signed out
signed-out-said = After 30 minutes without use you were signed out. Nothing was stored; what you typed is kept on this page. Sign in in a new window, then come back here and send it again.
signed-out-sign-in = Sign in in a new window
signed-out-send = Send it again
again-title = Nothing was stored yet
again-said = The form was opened before your last sign-in, so nothing was stored. What you typed is kept: send it with the button.
again-send = Send what I typed
