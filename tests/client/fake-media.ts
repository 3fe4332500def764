import { Emitter } from "../../client/kit/emitter.ts";
import { makeStore, type Store } from "../../client/kit/store.ts";
import type { CallEvents, CallLike } from "../../client/media/call.ts";
import type { DeviceTrouble } from "../../client/media/device-problem.ts";
import type { DeviceEvents, LocalDevices } from "../../client/media/devices.ts";

type Done = readonly [name: string, ...args: unknown[]];

/** A call without media: it notes what it is told, and sends whatever it is given. */
export function fakeCall() {
  const done: Done[] = [];
  const sends = new Map<string, { paused: boolean }>();
  const note = (name: string, ...args: unknown[]): Promise<void> => {
    done.push([name, ...args]);
    return Promise.resolve();
  };
  const call = {
    events: new Emitter<CallEvents>(),
    done,
    sent: sends,
    refuse: undefined as Error | undefined,
    refuseWant: undefined as Error | undefined,
    generation: undefined as number | undefined,
    works: true,
    warmUp: () => Promise.resolve(),
    move: (door: { generation: number }) => {
      call.generation = door.generation;
      return note("move", door.generation);
    },
    show: ({ people }: { people: object }) => void note("show", Object.keys(people)),
    lineIs: (open: boolean) => void note("lineIs", open),
    publish: (source: string, _track: unknown, paused = false) => {
      if (call.refuse) return Promise.reject(call.refuse);
      sends.set(source, { paused });
      return note("publish", source);
    },
    replace: (source: string) => note("replace", source),
    pause: (source: string, paused: boolean) => {
      if (sends.has(source)) sends.set(source, { paused });
      return note("pause", source, paused);
    },
    stop: (source: string, told = false) => {
      sends.delete(source);
      return note("stop", source, told);
    },
    sends: (source: string) => sends.has(source),
    want: (...args: unknown[]) => {
      void note("want", ...args);
      return call.refuseWant ? Promise.reject(call.refuseWant) : Promise.resolve();
    },
    chooseSpeaker: () => undefined,
    unblock: () => void note("unblock"),
    leave: () => {
      sends.clear();
      call.generation = undefined;
      void note("leave");
    },
    close: () => void note("close"),
  };
  return call satisfies CallLike;
}

type OneDevice = { events: unknown; track: MediaStreamTrack | undefined };

/** Devices that open, or fail as a test says. */
export function fakeDevices(trouble: Partial<Record<"mic" | "camera", DeviceTrouble>> = {}) {
  const events = new Emitter<DeviceEvents>();
  const opened: string[] = [];
  const make = (use: "mic" | "camera") => {
    const device = {
      track: undefined as MediaStreamTrack | undefined,
      open: () => {
        opened.push(use);
        const problem = trouble[use];
        events.emit("trouble", use, problem);
        if (problem) return Promise.reject(new Error(problem));
        if (!device.track) become({ id: use, kind: use } as unknown as MediaStreamTrack);
        return Promise.resolve(device.track);
      },
      change: () => Promise.resolve(),
      close: () => device.track && become(undefined),
    };
    const become = (track: MediaStreamTrack | undefined): void => {
      device.track = track;
      events.emit("track", use, track, () => undefined);
    };
    return device satisfies OneDevice | object;
  };
  const devices = {
    events,
    opened,
    trouble,
    mic: make("mic"),
    camera: make("camera"),
    canChooseSpeaker: false,
    list: () => [],
    chosen: () => "",
    choose: () => Promise.resolve(),
    original: false,
    setOriginal: () => Promise.resolve(),
    ring: () => Promise.resolve(),
    closed: false,
    close: () => void (devices.closed = true),
  };
  return devices;
}

export const asLocal = (devices: ReturnType<typeof fakeDevices>): LocalDevices => devices as unknown as LocalDevices;

/** A store of its own, gone with the test. */
export function freshStore(): Store {
  const kept = new Map<string, string>();
  return makeStore(() => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage));
}
