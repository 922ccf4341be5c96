/** The camera chosen last, at the desk or at the devices: the same for both. */
export const cameraPreference = "camera.last";
