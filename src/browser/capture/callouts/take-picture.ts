/** True where the browser can hand the page a picture of its own tab. */
export function canTakePicture(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function' && navigator.userAgent.includes('Chrom');
}

/** What Chromium takes besides, so that it offers this tab and no other window. */
type OwnTab = DisplayMediaStreamOptions & { preferCurrentTab: boolean; selfBrowserSurface: 'include' };

/**
 * A PNG of the tab as the browser has drawn it, in the pixels of its screen. The browser asks the person each time, and
 * nothing is sent anywhere. Rejects where the person or the browser does not allow it.
 *
 * Not drawn anew from the document: a picture made by a canvas from markup needs `data:` or `blob:` images, which the
 * content policy forbids, and shows other fonts and lines than the page.
 */
export async function takePicture(): Promise<Blob> {
  const wish: OwnTab = {
    video: { displaySurface: 'browser', frameRate: 5 },
    audio: false,
    preferCurrentTab: true,
    selfBrowserSurface: 'include',
  };
  const stream = await navigator.mediaDevices.getDisplayMedia(wish);
  try {
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    // The browser says at its upper edge that the tab is shared, and the page settles below that. A page that stands still
    // sends no further frames.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d')?.drawImage(video, 0, 0);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob === null ? reject(new Error('No picture was made.')) : resolve(blob)), 'image/png');
    });
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
