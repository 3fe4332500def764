import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "island-ferry-tickets",
  title: "Tickets for an archipelago ferry, storms included",
  kind: "system_design",
  difficulty: "Medium",
  minutes: 60,
  brief: prose`
    A ferry company joins fourteen islands with eighteen ships, and a storm can cancel a whole day for thirty
    thousand people. On a summer day it makes two hundred and twenty sailings. Each has places for foot passengers
    and for metres of vehicle deck. Tickets are sold online, at kiosks and on the quay. When summer sales open in
    February, forty thousand people come within ten minutes. Staff check tickets at the ramp with hand scanners,
    often without network. When sailings are cancelled, people want to be moved to another sailing or get money
    back, within minutes and without phoning.

    Design selling, checking and rebooking. Show how you avoid selling more deck than there is, what a customer sees
    while paying, how a scanner decides offline, and how a storm is handled as a process.

    Crew planning, prices and the payment company's inside are out of scope.

    A good hour: you sort out the promises, size the opening minute and the storm, model places and holds, treat
    payment as something that may answer late or twice, make offline checking safe enough, and turn rebooking from a
    rush into a queue.
  `,
  rubric: [
    {
      name: "Promises to travellers",
      weight: 15,
      levels: {
        weak: "Starts with services and names no promise.",
        solid: prose`States that deck is never oversold, that paid means travelling or refunded, and that boarding
          does not wait for a network.`,
        strong: "Ranks these promises and says which one gives way in which emergency.",
      },
    },
    {
      name: "Opening minute and storm in figures",
      weight: 15,
      levels: {
        weak: "Uses daily averages only, even for the opening minutes.",
        solid: "Estimates requests per second at opening, and rebookings per minute in a storm.",
        strong: "Uses both to show where one database is enough, and where a waiting line or limit is needed.",
      },
    },
    {
      name: "Places, holds and payment",
      weight: 25,
      levels: {
        weak: "Lowers a counter after payment and hopes that it is not negative.",
        solid: "Holds places with a deadline, confirms once paid, releases when time is up.",
        strong: prose`Works through payment answers that are late, repeated or missing, and repairs each by a rule
          and a daily comparison.`,
      },
    },
    {
      name: "Checking at the ramp",
      weight: 15,
      levels: {
        weak: "Needs a live connection for each ticket.",
        solid: "Uses signed tickets and a list fetched before departure, with scans sent later.",
        strong: prose`Says which fraud remains possible offline, limits it, and handles tickets changed after the
          list was fetched.`,
      },
    },
    {
      name: "Storm day as a process",
      weight: 20,
      levels: {
        weak: "Lets thirty thousand people fight for places at once.",
        solid: "Creates offers in a fair order, with deadlines and an automatic refund.",
        strong: prose`Covers partial groups, people already on an island, repeated cancellations, and staff who must
          overrule the machine.`,
      },
    },
    {
      name: "Growing with the company",
      weight: 10,
      levels: {
        weak: "Answers new wishes with a rewrite.",
        solid: "Shows where a new island or price rule would fit.",
        strong: "Plans a change without stopping sales, and says what to watch in the first season.",
      },
    },
  ],
  plan: [
    {
      ask: "Which promises does this ferry company make to travellers, and which of them must hold even on a bad day?",
      probes: [
        "May it ever oversell the vehicle deck?",
        "What does a paid ticket guarantee?",
      ],
      hints: [
        "Think of selling, boarding and cancelling, one after another.",
        "Safety limits are absolute; the rest is about fairness and money.",
      ],
      minutes: 5,
    },
    {
      ask: prose`Let us put figures on two moments: the opening of sales in February and a day of storm. What load do
        you expect?`,
      probes: [
        "Which requests write, and which only read?",
        "How many people compete for the same sailing?",
      ],
      hints: [
        "Forty thousand in ten minutes is about sixty-seven arrivals per second, each with several requests.",
        "In a storm the total is smaller, but everyone wants the same few sailings.",
      ],
      minutes: 6,
    },
    {
      ask: prose`Please describe the main parts and their interfaces, following one family with a car from search to
        ticket.`,
      probes: [
        "Which parts must be up in order to sell?",
        "Where is a sailing's remaining deck kept?",
      ],
      hints: [
        "Search can live with slightly old numbers; holding a place cannot.",
        "Think of a catalogue of sailings, an inventory with holds, an order with its payment, and a ticket.",
      ],
      minutes: 7,
    },
    {
      ask: prose`How do you make sure that the last six metres of deck are sold only once, while customers may take
        minutes to pay?`,
      probes: [
        "What happens when the hold ends while the payment is under way?",
        "What if the payment company tells you twice that it went through?",
      ],
      hints: [
        "A hold with a deadline takes the metres out of sale at once.",
        "Let the change of remaining metres be conditional, so that it fails when too few are left.",
        prose`Give each order a key so that a repeated answer changes nothing; if money arrives after the hold, try
          to place again or refund.`,
      ],
      minutes: 10,
    },
    {
      ask: prose`The network at the quay is down and a line of cars is waiting. How does a hand scanner decide who
        may board?`,
      probes: [
        "How can it recognise a forged ticket?",
        "Could one ticket be used at two ramps?",
      ],
      hints: [
        "The ticket itself can carry a proof.",
        "Sign the ticket, load the list of each sailing early, remember scans locally, and compare them later.",
      ],
      minutes: 7,
    },
    {
      ask: prose`At six in the morning the harbour master cancels all sailings until the evening. Tell me step by
        step what your system does in the next hour.`,
      probes: [
        "In which order do people receive offers?",
        "What about a family that is split between two bookings?",
        "How does a refund start without anyone asking?",
      ],
      hints: [
        "Do not let everyone grab; give out offers.",
        prose`Mark sailings as cancelled, put affected orders in an order of need, reserve places for offers with
          deadlines, and let the unanswered go on to a refund.`,
        "Leave a share of places to staff for people who cannot use a phone.",
      ],
      minutes: 12,
    },
    {
      ask: prose`Your inventory database fails for ten minutes at noon. What still works, and what do you do once it
        is back?`,
      probes: [
        "Can people still board?",
        "Which orders are now in doubt?",
      ],
      hints: [
        "List what needs the inventory: holding and confirming.",
        prose`Boarding goes on from lists, search shows old numbers with a warning, and afterwards you compare
          payments with confirmed orders.`,
      ],
      minutes: 7,
    },
    {
      ask: prose`A neighbouring company wants to sell its bus journeys in the same basket. How would your design take
        that in?`,
      probes: [
        "What if the bus is confirmed and the ferry is not?",
        "Who pays back when one part is cancelled?",
      ],
      hints: [
        "Two inventories cannot share one transaction.",
        "Hold both, confirm one after the other, and define how to undo the first when the second refuses.",
      ],
      minutes: 6,
    },
  ],
};

export default task;
