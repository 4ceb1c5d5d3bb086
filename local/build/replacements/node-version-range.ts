/** For `semver` in jsonwebtoken, which asks whether this Node is younger than 6.12, 15.7 or 16.9. The app needs 24. */
export const satisfies = (): boolean => true;
