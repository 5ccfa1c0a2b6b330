import type { Browser, Page } from '@playwright/test';
import { type Camera, openCamera } from '#run/camera/camera.ts';
import { type DemoConsole, pictureTime, withDemoConsole } from '#run/camera/demo-console.ts';

/** A console of its own with its page open, and the camera in front of it. */
export type Stage = DemoConsole & {
  readonly page: Page;
  readonly take: Camera['take'];
  readonly browser: Browser;
  /** Opens an address of the console as somebody who may change the tailnet. */
  open(path: string): Promise<void>;
  /** Opens the page of the device with this machine name, and waits for its heading. */
  openDevice(name: string): Promise<void>;
  /** Lets the clock of the page go on to this many seconds after the moment of all pictures. */
  wait(seconds: number): Promise<void>;
};

/** One picture of the design, reached by use of the product. */
export type Shot = {
  /** As the picture of the design is called, without its ending. */
  readonly name: string;
  readonly theme?: 'dark';
  /** 1440 by 900 when absent. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly phone?: true;
  /** A PNG of what is asked for. */
  readonly take: (stage: Stage) => Promise<Buffer>;
};

type StageOptions = Omit<Shot, 'name' | 'take'> & {
  /** What the tailnet has in place of the 34 devices. */
  readonly devices?: Parameters<typeof withDemoConsole>[0]['devices'];
  /** `demo` is the demo tailnet; otherwise it stands in the place of a real one, as in the pictures. */
  readonly mode?: 'demo';
  /** True for a tab without the start-up link. */
  readonly isReader?: true;
  /** Device pixels to a CSS pixel, 2 when absent. */
  readonly scale?: number;
};

/** Sets a stage for one picture, and clears it away afterwards. */
export function withStage<T>(browser: Browser, options: StageOptions, use: (stage: Stage) => Promise<T>): Promise<T> {
  const { theme = 'light', size = { width: 1440, height: 900 }, scale = 2, phone, devices, mode, isReader } = options;
  const tailnet = { live: mode !== 'demo', ...(devices === undefined ? {} : { devices }) };
  return withDemoConsole(tailnet, async (served) => {
    const { home, standIn, token } = served;
    const camera = await openCamera(browser, { theme, size, scale, now: pictureTime, phone: phone ?? false });
    const { page, take } = camera;
    const open = async (path: string) => {
      await page.goto(`${home}${path}${token === null || isReader ? '' : `#token=${token}`}`);
    };
    const stage: Stage = {
      ...served,
      page,
      take,
      browser,
      open,
      openDevice: async (name) => {
        await open(`/devices/${standIn.tailnet.device(name).nodeId}`);
        await page.getByRole('heading', { level: 1, name }).waitFor();
      },
      wait: (seconds) => page.clock.setFixedTime(pictureTime + seconds * 1000),
    };
    try {
      return await use(stage);
    } finally {
      await camera.close();
    }
  });
}
