import { Browser, CDPSession, Page } from 'playwright-core';

/** A browser's page with an authenticator of its own, whose owner says yes to everything. */
export class VirtualAuthenticator {
  private constructor(
    private readonly page: Page,
    private readonly cdp: CDPSession,
    private readonly id: string,
  ) {}

  /** @param origin of the page, such as http://localhost */
  static async open(browser: Browser, origin: string): Promise<VirtualAuthenticator> {
    const page = await browser.newPage();
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<p>passkeys</p>' }));
    await page.goto(`${origin}/`);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new VirtualAuthenticator(page, cdp, authenticatorId);
  }

  /** Makes a passkey as a front-end does. */
  create(options: object): Promise<{ id: string }> {
    return this.page.evaluate(async (json) => {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json as never);
      const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
      return made.toJSON() as { id: string };
    }, options);
  }

  /** Signs with a passkey as a front-end does. */
  get(options: object): Promise<{ id: string }> {
    return this.page.evaluate(async (json) => {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json as never);
      const signed = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
      return signed.toJSON() as { id: string };
    }, options);
  }

  /** Whether its owner proves to be it, and not only that somebody is there. */
  async verifiesOwner(isUserVerified: boolean): Promise<void> {
    await this.cdp.send('WebAuthn.setUserVerified', { authenticatorId: this.id, isUserVerified });
  }

  /** Goes back to the count of signatures that a copy made earlier would have. */
  async rewind(): Promise<void> {
    const authenticatorId = this.id;
    const { credentials } = await this.cdp.send('WebAuthn.getCredentials', { authenticatorId });
    await this.cdp.send('WebAuthn.clearCredentials', { authenticatorId });
    for (const credential of credentials) {
      await this.cdp.send('WebAuthn.addCredential', {
        authenticatorId,
        credential: { ...credential, signCount: 0 },
      });
    }
  }
}
